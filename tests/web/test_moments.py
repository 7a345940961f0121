"""Moments inside a sentence of a page."""

from portals.look import whole_moments


def test_no_line_ends_inside_a_moment_and_what_stands_around_it_stays_text():
    assert whole_moments("学生 <b> 自 2020-03-02 12:00 起，2020-03-07 前") == (
        '学生 &lt;b&gt; 自 <span class="moment">2020-03-02 12:00</span> 起，<span class="moment">2020-03-07</span> 前'
    )

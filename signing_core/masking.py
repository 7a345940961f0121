"""Masked forms of personal data, for every page outside the forms that need the full value."""


def name(full: str) -> str:
    """A person's name as ``黄*`` or ``黄*水``: the first character, and the last of three or more."""
    return full[:-1][:1] + "*" * max(len(full) - 2, 1) + full[2:][-1:]


def id_number(number: str) -> str:
    """The ID number with its birth date hidden, ``110101*****0839``, or all of it unless it is 18 long."""
    return f"{number[:6]}*****{number[-4:]}" if len(number) == 18 else "*" * len(number)


def id_tail(number: str) -> str:
    """The ID number as an employer sees it before acceptance, ``**************0839``."""
    return "*" * 14 + number[-4:] if len(number) == 18 else "*" * len(number)


def phone(number: str) -> str:
    """A mobile number, ``133****5660``; anything that is not 11 long is hidden whole."""
    return f"{number[:3]}****{number[-4:]}" if len(number) == 11 else "*" * len(number)


def landline(number: str) -> str:
    """A fixed line in the stored form ``021-62883643-801``, as ``021****3643``; the extension is left out."""
    area, _, rest = number.partition("-")
    local = rest.partition("-")[0]
    return f"{area}****{local[-4:]}" if len(local) >= 7 else "*" * len(number)


def contact(number: str) -> str:
    """A contact phone, mobile or fixed."""
    return landline(number) if "-" in number else phone(number)


def contact_line(line: str) -> str:
    """A name with its phone in brackets, the phone masked: ``张三(021****3643)``."""
    name, _, number = line.removesuffix(")").rpartition("(")
    return f"{name}({contact(number)})" if name else "*" * len(line)


def email(address: str) -> str:
    """An address with at most two characters of its name, ``hy***@163.com``, and never the whole name."""
    local, at, domain = address.rpartition("@")
    return f"{local[: min(2, len(local) - 1)]}***@{domain}" if at and local else "*" * len(address)

"""What people and operators meet, one package per audience."""

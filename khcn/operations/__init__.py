"""The department's daily work that ends in facts: each operation stands for itself and knows no other."""

from pkgutil import iter_modules

#: Dotted names of all operations, for INSTALLED_APPS.
OPERATION_APPS = [f"{__name__}.{module.name}" for module in iter_modules(__path__) if module.ispkg]

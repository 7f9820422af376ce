"""The registers: one folder each with models, declaration, facts and rules. A new folder is found by itself."""

from pkgutil import iter_modules

#: Dotted names of all register folders, for INSTALLED_APPS.
REGISTER_APPS = [f"{__name__}.{module.name}" for module in iter_modules(__path__) if module.ispkg]

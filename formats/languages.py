"""Writing direction of languages."""

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "syr", "ug", "ur", "yi"}


def direction(language: str) -> str:
    """ "rtl" or "ltr", from a language tag (BCP 47); a script subtag decides where there is one."""
    parts = language.lower().split("-")
    if "latn" in parts or "cyrl" in parts:
        return "ltr"
    if {"arab", "hebr", "thaa", "syrc"} & set(parts):
        return "rtl"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"

"""Text as search terms: the same analyser feeds both databases and reads every query.

Compatibility forms and accents are folded (NFKD), so Arabic with and without vowel signs agree;
words are also kept by their stem (Snowball); Chinese and Japanese are cut into pairs of characters.
"""

import re
import unicodedata
from functools import cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "en": "english", "es": "spanish",
    "fr": "french", "hi": "hindi", "id": "indonesian", "it": "italian", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
_QUERY_LANGUAGES = ("en", "ar", "es")
LONGEST_TERM = 60
MOST_QUERY_WORDS = 32


def fold(text: str) -> str:
    """Lower case, without accents and compatibility forms."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c != "\u0640")


def words(text: str) -> list[str]:
    """Folded words in order; runs of Chinese or Japanese as pairs of characters."""
    found = []
    for word in _WORD.findall(fold(text)):
        rest = 0
        for run in _CJK.finditer(word):
            if run.start() > rest:
                found.append(word[rest : run.start()][:LONGEST_TERM])
            found.extend(_pairs(run.group()))
            rest = run.end()
        if rest < len(word):
            found.append(word[rest:][:LONGEST_TERM])
    return found


def _pairs(run: str) -> list[str]:
    return [run] if len(run) < 2 else [run[i : i + 2] for i in range(len(run) - 1)]


@cache
def _stemmer(language: str) -> object:
    return snowballstemmer.stemmer(_STEMMERS[language])


def stem(word: str, language: str) -> str:
    """The word's stem in a language, or the word itself where there is no stemmer for it."""
    if language not in _STEMMERS:
        return word
    stemmed: str = _stemmer(language).stemWord(word)  # type: ignore[attr-defined]
    return stemmed or word


def index_text(language: str, *texts: str) -> str:
    """The terms to index for texts in one language: each word, and its stem where it differs."""
    base = language.split("-")[0].lower()
    terms = []
    for text in texts:
        for word in words(text):
            terms.append(word)
            stemmed = stem(word, base)
            if stemmed != word:
                terms.append(stemmed)
    return " ".join(terms)


def query_terms(query: str) -> list[set[str]]:
    """For each word of a query, the terms that may stand for it in the index."""
    return [
        {word, *(stem(word, language) for language in _QUERY_LANGUAGES)}
        for word in words(query)[:MOST_QUERY_WORDS]
    ]

"""Languages by their names, in English and in their own words, as people write them who know no codes. Pure."""

import re
from collections.abc import Mapping
from functools import cache

_ENGLISH = """
aa Afar, ab Abkhaz, ae Avestan, af Afrikaans, ak Akan, am Amharic, an Aragonese, ar Arabic, as Assamese, av Avaric,
ay Aymara, az Azerbaijani, ba Bashkir, be Belarusian, bg Bulgarian, bi Bislama, bm Bambara, bn Bangla, bo Tibetan,
br Breton, bs Bosnian, ca Catalan, ce Chechen, ch Chamorro, co Corsican, cr Cree, cs Czech, cu Church Slavonic,
cv Chuvash, cy Welsh, da Danish, de German, dv Divehi, dz Dzongkha, ee Ewe, el Greek, en English, eo Esperanto,
es Spanish, et Estonian, eu Basque, fa Persian, ff Fula, fi Finnish, fj Fijian, fil Filipino, fo Faroese, fr French,
fy Western Frisian, ga Irish, gd Scottish Gaelic, gl Galician, gn Guarani, gsw Swiss German, gu Gujarati, gv Manx,
ha Hausa, he Hebrew, hi Hindi, ho Hiri Motu, hr Croatian, ht Haitian Creole, hu Hungarian, hy Armenian, hz Herero,
ia Interlingua, id Indonesian, ie Interlingue, ig Igbo, ii Nuosu, ik Inupiaq, io Ido, is Icelandic, it Italian,
iu Inuktitut, ja Japanese, jv Javanese, ka Georgian, kg Kongo, ki Kikuyu, kj Kuanyama, kk Kazakh, kl Greenlandic,
km Khmer, kn Kannada, ko Korean, kr Kanuri, ks Kashmiri, ku Kurdish, kv Komi, kw Cornish, ky Kyrgyz, la Latin,
lb Luxembourgish, lg Ganda, li Limburgish, ln Lingala, lo Lao, lt Lithuanian, lu Luba-Katanga, lv Latvian,
mg Malagasy, mh Marshallese, mi Maori, mk Macedonian, ml Malayalam, mn Mongolian, mr Marathi, ms Malay, mt Maltese,
my Burmese, na Nauruan, nb Norwegian Bokmål, nd Northern Ndebele, ne Nepali, ng Ndonga, nl Dutch,
nn Norwegian Nynorsk, no Norwegian, nr Southern Ndebele, nv Navajo, ny Chichewa, oc Occitan, oj Ojibwe, om Oromo,
or Odia, os Ossetian, pa Punjabi, pi Pali, pl Polish, ps Pashto, pt Portuguese, qu Quechua, rm Romansh, rn Kirundi,
ro Romanian, ru Russian, rw Kinyarwanda, sa Sanskrit, sc Sardinian, sd Sindhi, se Northern Sami, sg Sango,
si Sinhala, sk Slovak, sl Slovenian, sm Samoan, sn Shona, so Somali, sq Albanian, sr Serbian, ss Swati,
st Southern Sotho, su Sundanese, sv Swedish, sw Swahili, ta Tamil, te Telugu, tg Tajik, th Thai, ti Tigrinya,
tk Turkmen, tl Tagalog, tn Tswana, to Tongan, tr Turkish, ts Tsonga, tt Tatar, tw Twi, ty Tahitian, ug Uyghur,
uk Ukrainian, ur Urdu, uz Uzbek, ve Venda, vi Vietnamese, vo Volapük, wa Walloon, wo Wolof, xh Xhosa, yi Yiddish,
yo Yoruba, yue Cantonese, za Zhuang, zh Chinese, zu Zulu
"""
_OWN = """
af Afrikaans, am አማርኛ, ar العربية, az Azərbaycan dili, be Беларуская, bg Български, bn বাংলা, bs Bosanski,
ca Català, cs Čeština, cy Cymraeg, da Dansk, de Deutsch, el Ελληνικά, es Español, es Castellano, et Eesti,
eu Euskara, fa فارسی, fi Suomi, fil Filipino, fr Français, ga Gaeilge, gl Galego, gu ગુજરાતી, he עברית,
hi हिन्दी, hr Hrvatski, hu Magyar, hy Հայերեն, id Bahasa Indonesia, is Íslenska, it Italiano, ja 日本語,
ka ქართული, kk Қазақ тілі, km ខ្មែរ, kn ಕನ್ನಡ, ko 한국어, lo ລາວ, lt Lietuvių, lv Latviešu, mk Македонски,
ml മലയാളം, mn Монгол, mr मराठी, ms Bahasa Melayu, my မြန်မာ, nb Norsk bokmål, nn Norsk nynorsk, no Norsk,
ne नेपाली, nl Nederlands, pa ਪੰਜਾਬੀ, pl Polski, pt Português, pt-BR Brazilian Portuguese,
pt-BR Português do Brasil, pt-BR Português brasileiro, pt-BR Português (Brasil), pt-BR Portuguese (Brazil),
ro Română, ru Русский, si සිංහල, sk Slovenčina, sl Slovenščina, sq Shqip, sr Српски, sr Srpski, sv Svenska,
sw Kiswahili, ta தமிழ், te తెలుగు, th ไทย, tr Türkçe, uk Українська, ur اردو, uz O'zbek, vi Tiếng Việt,
zh 中文, zh 汉语, zh-CN 简体中文, zh-CN Simplified Chinese, zh-TW 繁體中文, zh-TW 正體中文,
zh-TW Traditional Chinese, zu isiZulu
"""
_LONGEST = 200
"""How much of an answer is looked at."""


def english_name(code: str) -> str:
    """A language's English name by its code, `de`; empty where it has none here."""
    return _by_code().get(code.lower(), "")


def tongues_in(answer: str) -> list[str]:
    """The tags of the languages that an answer names, in its order: `Deutsch` and `German` are `de`."""
    names, pattern = _by_name()
    found = (match[0].lower() for match in pattern.finditer(answer[:_LONGEST]))
    return list(dict.fromkeys(names[name] for name in found))


def _pairs(listed: str) -> list[tuple[str, str]]:
    told = (pair.partition(" ") for pair in listed.replace("\n", " ").strip().split(", "))
    return [(name, code) for code, _, name in told]


@cache
def _by_code() -> Mapping[str, str]:
    return {code: name for name, code in _pairs(_ENGLISH)}


@cache
def _by_name() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The tags by name in lower case, and what finds a name: the longest first, and no part of another word."""
    names = {name.lower(): tag for name, tag in (*_pairs(_ENGLISH), *_pairs(_OWN))}
    longest = sorted(names, key=len, reverse=True)
    return names, re.compile("|".join(map(_whole, longest)), re.IGNORECASE)


def _whole(name: str) -> str:
    """A name as a word of its own; in scripts that set no spaces it may stand anywhere."""
    spaced = name[0].islower()
    return rf"(?<!\w){re.escape(name)}(?!\w)" if spaced else re.escape(name)

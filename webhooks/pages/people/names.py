"""Languages and countries by their English names, for those who do not know the codes of the people file. Pure."""

from collections.abc import Mapping

from rules.countries import country_name

_LISTED = """
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
_PAIRS = (pair.partition(" ") for pair in _LISTED.replace("\n", " ").strip().split(", "))
_LANGUAGES: Mapping[str, str] = {code: name for code, _, name in _PAIRS}
_SCRIPTS: Mapping[str, str] = {
    "arab": "Arabic",
    "cyrl": "Cyrillic",
    "latn": "Latin",
    "hans": "simplified",
    "hant": "traditional",
}


def language_name(tag: str) -> str:
    """A language's name by its tag, `pt-BR`: `Portuguese, Brazil`; empty where it has none here."""
    first, *further = tag.split("-")
    name = _LANGUAGES.get(first.lower(), "")
    told = [_SCRIPTS.get(part.lower()) or country_name(part) for part in further]
    return ", ".join((name, *filter(None, told))) if name else ""


def named(code: str, name: str) -> str:
    """What a code stands for, with the code: `German (de)`; the code alone where nothing is known of it."""
    return f"{name} ({code})" if name else code

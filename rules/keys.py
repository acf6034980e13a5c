"""Which keys may stand at a place of a rule file, as its models say."""

from collections.abc import Iterable
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from rules.rulefile import ENTRIES, RuleFile

_Model = type[BaseModel]


def keys_at(path: Iterable[Any]) -> set[str]:
    """The keys that may stand at a place of the file."""
    models: list[_Model] = [RuleFile]
    named = False
    for part in path:
        if isinstance(part, int):
            continue
        if isinstance(part, str) and part.startswith("<"):
            word = part[1:-1]
            models = [ENTRIES[word]] if word in ENTRIES else models
        elif named:  # a stage, label or list may be called as a key is
            named = False
        else:
            found = [annotation for model in models for annotation in _annotations(model, part)]
            named = any(map(_maps_names, found))
            models = [kind for annotation in found for kind in _models(annotation)] or models
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


def _annotations(model: _Model, key: Any) -> list[Any]:
    return [field.annotation for name, field in model.model_fields.items() if (field.alias or name) == key]


def _maps_names(annotation: Any) -> bool:
    return get_origin(annotation) is dict or any(map(_maps_names, get_args(annotation)))


def _models(annotation: Any) -> list[_Model]:
    """The models in an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]

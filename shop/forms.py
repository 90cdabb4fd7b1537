"""What shoppers type: checked here, shown again with what is wrong."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UserCreationForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from shop.services import MOST_OF_ONE

TONES = (("", _("Warm")), ("plain", _("Plain")), ("playful", _("Playful")))


PLACES = (
    ("", _("Not said")),
    ("australia", _("Australia")),
    ("austria", _("Austria")),
    ("belgium", _("Belgium")),
    ("china", _("China")),
    ("denmark", _("Denmark")),
    ("eire", _("Ireland")),
    ("finland", _("Finland")),
    ("france", _("France")),
    ("germany", _("Germany")),
    ("italy", _("Italy")),
    ("japan", _("Japan")),
    ("netherlands", _("the Netherlands")),
    ("norway", _("Norway")),
    ("portugal", _("Portugal")),
    ("spain", _("Spain")),
    ("sweden", _("Sweden")),
    ("switzerland", _("Switzerland")),
    ("united-kingdom", _("the United Kingdom")),
    ("usa", _("the United States")),
)


def places(chosen: str = "") -> list[tuple[str, str]]:
    """Return the places to choose from; one that was chosen elsewhere is kept."""
    known = [(slug, str(name)) for slug, name in PLACES]
    if chosen and chosen not in dict(known):
        known.append((chosen, chosen.replace("-", " ").title()))
    return known


class OnceForm(forms.Form):
    """A form with its own id, so that sending it twice counts once."""

    event_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    @property
    def once(self) -> UUID:
        """The id the page made, or a new one."""
        return self.cleaned_data.get("event_id") or uuid4()


class CartForm(OnceForm):
    """Adding to the cart."""

    variant = forms.IntegerField(required=False)
    quantity = forms.IntegerField(min_value=1, max_value=MOST_OF_ONE, required=False)


class LineForm(OnceForm):
    """Changing a line of the cart."""

    quantity = forms.IntegerField(min_value=0, max_value=MOST_OF_ONE)


class CheckoutForm(OnceForm):
    """Name and address of a demo order."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(label=_("Email"), widget=forms.EmailInput({"autocomplete": "email"}))
    address = forms.CharField(
        label=_("Address"),
        max_length=600,
        widget=forms.Textarea({"rows": 4, "autocomplete": "street-address"}),
    )


class ReviewForm(OnceForm):
    """A rating with words."""

    rating = forms.TypedChoiceField(
        label=_("Stars"), coerce=int, choices=[(n, str(n)) for n in range(5, 0, -1)]
    )
    author_name = forms.CharField(label=_("Your name"), max_length=80)
    text = forms.CharField(
        label=_("What should others know?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


class SignUpForm(UserCreationForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A name and a password: nothing else is needed."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep the help short and in one place."""
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = ""
        self.fields["password1"].help_text = _("At least eight characters, not only digits.")
        self.fields["password2"].help_text = ""


class LogInForm(AuthenticationForm):
    """Django's own, under our name."""


class ChoicesForm(forms.Form):
    """What shoppers may choose about themselves."""

    place = forms.SlugField(max_length=64, required=False)
    tone = forms.ChoiceField(choices=TONES, required=False)


class ControlForm(forms.Form):
    """A standing instruction from the page of interests."""

    kind = forms.ChoiceField(choices=[("interest", ""), ("ignore_event", "")])
    name = forms.CharField(max_length=120, required=False)
    event = forms.UUIDField(required=False)
    value = forms.FloatField(min_value=0, max_value=2, required=False)

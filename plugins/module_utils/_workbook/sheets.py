# Copyright (c) 2026, webex.wholesale contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sheets of a workbook and their columns, with the words of people: English and French.

A column has the name of an option; where the option is inside another one, both with a dot between. Which values an
option takes is the model's business, not that of this table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from .._argspec import STATE
from .._engine.fields import Model, argument_spec
from .._nouns.customer.model import Customer
from .._nouns.device.model import Device
from .._nouns.location.model import Location
from .._nouns.user.model import User
from .._nouns.workspace.model import Workspace
from .._variables import SUB_PARTNER

Tongue = Literal["en", "fr"]
Words = tuple[str, str]
"""In English, and in French."""
TONGUES: tuple[Tongue, Tongue] = ("en", "fr")


@dataclass(frozen=True)
class Column:
    """A column: its option, what people call it, what stands below that as help, and an example."""

    option: str
    heading: Words
    help: Words
    example: str = ""
    required: bool = False

    def words(self, tongue: Tongue) -> tuple[str, str]:
        """Return heading and help in a language."""
        index = TONGUES.index(tongue)
        return self.heading[index], self.help[index]


@dataclass(frozen=True)
class Sheet:
    """A sheet: what it is called, the model whose options it has, and its columns."""

    title: Words
    model: type[Model] | None
    columns: tuple[Column, ...]
    variable: str = ""
    """The list of a customer's variables that its rows become."""

    @cached_property
    def specification(self) -> dict[str, dict[str, Any]]:
        """Return the specifications of the options by their names, those of suboptions with a dot."""
        if self.model is None:
            return {}
        found: dict[str, dict[str, Any]] = {}
        for name, spec in {**argument_spec(self.model), **STATE}.items():
            found[name] = spec
            found |= {f"{name}.{inner}": each for inner, each in (spec.get("options") or {}).items()}
        return found

    def spec(self, column: Column) -> Mapping[str, Any]:
        """Return what a cell of a column may hold."""
        return self.specification.get(column.option, {"type": "str"})

    @cached_property
    def known(self) -> dict[str, Column]:
        """Return the columns by what may stand in their headings: the option, or what people call it."""
        names = {folded(column.option): column for column in self.columns}
        return names | {folded(word): column for column in self.columns for word in column.heading}


def folded(text: str) -> str:
    """Return a heading as it is compared: without case, accents, spaces, and the mark of what is required."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9.]", "", bare.replace("_", ""))


_CUSTOMER = Column(
    "customer",
    ("Customer", "Client"),
    ("External ID of the customer; may be empty if the file has one only", "Identifiant externe du client"),
    "acme",
)
_STATE = Column(
    "state",
    ("State", "État"),
    ("present, or absent to remove it", "present, ou absent pour supprimer"),
)


def _address(street: str, city: str, code: str, country: str) -> tuple[Column, ...]:
    return (
        Column(
            "address.address_line1", ("Address", "Adresse"), ("Street and number", "Numéro et rue"), street, True
        ),
        Column(
            "address.address_line2", ("Address line 2", "Complément d'adresse"), ("Floor, building", "Étage, bâtiment")
        ),
        Column("address.city", ("City", "Ville"), ("Town", "Commune"), city, True),
        Column(
            "address.state_or_province",
            ("State or province", "État ou province"),
            ("Its code, where the country has them, e.g. TX", "Son code, là où le pays en a, p. ex. QC"),
        ),
        Column(
            "address.zip_or_postal_code",
            ("Postal code", "Code postal"),
            ("As text, so that leading zeros stay", "En texte, pour garder les zéros du début"),
            code,
        ),
        Column(
            "address.country",
            ("Country", "Pays"),
            ("Two letters (ISO 3166-1), e.g. FR", "Deux lettres (ISO 3166-1), p. ex. FR"),
            country,
            True,
        ),
    )  # fmt: skip


CUSTOMERS = Sheet(
    ("Customers", "Clients"),
    Customer,
    (
        Column(
            "external_id",
            ("External ID", "Identifiant externe"),
            ("The key of the customer in your own systems", "La clé du client dans vos systèmes"),
            "acme",
            True,
        ),
        Column("name", ("Company", "Société"), ("Name of the company", "Nom de la société"), "Acme"),
        Column(
            "primary_email",
            ("Administrator's e-mail", "E-mail de l'administrateur"),
            ("Of the customer's first administrator", "Du premier administrateur du client"),
            "info@acme.example",
        ),
        Column("language", ("Language", "Langue"), ("Of e-mails, e.g. en or fr_FR", "Des e-mails, p. ex. fr_FR"), "fr"),
        Column(
            "template",
            ("Onboarding template", "Modèle d'intégration"),
            ("Its name, or give the Provisioning ID", "Son nom, ou bien l'identifiant de provisionnement"),
            "Default",
        ),
        Column(
            "provisioning_id",
            ("Provisioning ID", "Identifiant de provisionnement"),
            ("Of the template, instead of its name", "Du modèle, au lieu de son nom"),
        ),
        Column(
            "packages",
            ("Packages", "Offres"),
            ("Separated by ;", "Séparées par ;"),
            "webex_calling; webex_meetings; common_area_calling",
        ),
        Column(
            "package_limits",
            ("Limits of packages", "Limites des offres"),
            ("For example webex_calling=20; webex_meetings=5", "Par exemple webex_calling=20; webex_meetings=5"),
        ),
        *_address("12 rue de la Paix", "Paris", "75002", "FR"),
        Column(
            "meetings_timezone",
            ("Time zone of meetings", "Fuseau horaire des réunions"),
            ("For example Europe/Paris", "Par exemple Europe/Paris"),
        ),
        Column(
            "org_id",
            ("Organization ID", "Identifiant de l'organisation"),
            ("To attach an organization that exists", "Pour rattacher une organisation qui existe"),
        ),
        Column(
            SUB_PARTNER,
            ("Sub-partner", "Sous-partenaire"),
            ("Organization ID, if it has the customer", "Identifiant d'organisation, si le client est à lui"),
        ),
        Column(
            "sub_partner_admin_email",
            ("Sub-partner's administrator", "Administrateur du sous-partenaire"),
            ("E-mail address", "Adresse e-mail"),
        ),
        _STATE,
    ),
)
LOCATIONS = Sheet(
    ("Locations", "Sites"),
    Location,
    (
        _CUSTOMER,
        Column("name", ("Location", "Site"), ("Name of the location", "Nom du site"), "Paris", True),
        Column(
            "head_office",
            ("Head office", "Siège"),
            ("x for the head office, else the first location", "x pour le siège, sinon le premier site"),
            "x",
        ),
        *_address("12 rue de la Paix", "Paris", "75002", "FR"),
        Column("time_zone", ("Time zone", "Fuseau horaire"), ("For example Europe/Paris", "Par exemple Europe/Paris"),
               "Europe/Paris"),
        Column("preferred_language", ("Language of phones", "Langue des téléphones"),
               ("With its country, e.g. fr_FR", "Avec son pays, p. ex. fr_FR"), "fr_FR"),
        Column("announcement_language", ("Language of announcements", "Langue des annonces"),
               ("With its country, e.g. fr_FR", "Avec son pays, p. ex. fr_FR")),
        Column("calling", ("Calling", "Appels"), ("yes or no", "oui ou non"), "yes"),
        Column("pstn.provider", ("PSTN provider", "Opérateur RTC"),
               ("Name of a cloud connected provider", "Nom d'un opérateur connecté au cloud"), "Simulated Telecom FR"),
        Column("pstn.trunk", ("Trunk", "Trunk"), ("ID, instead of a provider", "Identifiant, au lieu d'un opérateur")),
        Column("pstn.route_group", ("Route group", "Groupe de routes"),
               ("ID, instead of a provider", "Identifiant, au lieu d'un opérateur")),
        Column("main_number", ("Main number", "Numéro principal"),
               ("International, as text: +33199001200", "International, en texte : +33199001200"), "+33199001200"),
        Column("external_caller_id_name", ("Caller ID name", "Nom de l'appelant"),
               ("What people outside see", "Ce que voient les appelés externes")),
        Column("outside_dial_digit", ("Outside line", "Prise de ligne"), ("Digit", "Chiffre")),
        Column("routing_prefix", ("Routing prefix", "Préfixe de routage"), ("Digits", "Chiffres")),
        Column("emergency_location_identifier", ("Emergency identifier", "Identifiant d'urgence"),
               ("Belgium, France and Germany only", "Allemagne, Belgique et France uniquement")),
        Column("emergency_callback", ("Emergency callback", "Rappel d'urgence"),
               ("main_number, or whose number", "main_number, ou le numéro de qui")),
        Column("latitude", ("Latitude", "Latitude"), ("In degrees", "En degrés")),
        Column("longitude", ("Longitude", "Longitude"), ("In degrees", "En degrés")),
        Column("notes", ("Notes", "Notes"), ("For yourself", "Pour vous-même")),
        _STATE,
    ),
    "locations",
)  # fmt: skip
NUMBERS = Sheet(
    ("Numbers", "Numéros"),
    None,
    (
        _CUSTOMER,
        Column("location", ("Location", "Site"), ("A name of the sheet Locations", "Un nom de la feuille Sites"),
               "Paris", True),
        Column("first", ("From", "De"), ("A number, as text: +33199001200", "Un numéro, en texte : +33199001200"),
               "+33199001200", True),
        Column("last", ("To", "À"), ("The last one of a range; empty for one number",
               "Le dernier d'une plage ; vide pour un seul numéro"), "+33199001209"),
    ),
)  # fmt: skip
USERS = Sheet(
    ("Users", "Utilisateurs"),
    User,
    (
        _CUSTOMER,
        Column("email", ("E-mail", "E-mail"), ("The user's key", "La clé de l'utilisateur"),
               "marie@acme.example", True),
        Column("first_name", ("First name", "Prénom"), ("Given name", "Prénom usuel"), "Marie"),
        Column("last_name", ("Last name", "Nom"), ("Family name", "Nom de famille"), "Durand"),
        Column("package", ("Package", "Offre"), ("One of the customer's", "Une de celles du client"), "webex_calling"),
        Column("location", ("Location", "Site"), ("A name of the sheet Locations", "Un nom de la feuille Sites"),
               "Paris"),
        Column("phone_number", ("Phone number", "Numéro de téléphone"),
               ("International, as text: +33199001201", "International, en texte : +33199001201"), "+33199001201"),
        Column("extension", ("Extension", "Poste"), ("As text", "En texte"), "201"),
        Column("emergency_callback", ("Emergency callback", "Rappel d'urgence"),
               ("direct_line, location, none, or whose number", "direct_line, location, none, ou le numéro de qui")),
        Column("roles", ("Administrator roles", "Rôles d'administrateur"), ("Separated by ;", "Séparés par ;"),
               "Full Administrator"),
        _STATE,
    ),
    "wholesale_users",
)  # fmt: skip
AREAS = Sheet(
    ("Common areas", "Espaces communs"),
    Workspace,
    (
        _CUSTOMER,
        Column("name", ("Name", "Nom"), ("Where the phone is", "Où se trouve le téléphone"), "Reception", True),
        Column("location", ("Location", "Site"), ("A name of the sheet Locations", "Un nom de la feuille Sites"),
               "Paris", True),
        Column("phone_number", ("Phone number", "Numéro de téléphone"),
               ("International, as text: +33199001202", "International, en texte : +33199001202"), "+33199001202"),
        Column("extension", ("Extension", "Poste"), ("As text", "En texte"), "202"),
        Column("emergency_callback", ("Emergency callback", "Rappel d'urgence"),
               ("direct_line, location, none, or whose number", "direct_line, location, none, ou le numéro de qui")),
        Column("type", ("Kind", "Type"), ("What it is used for", "À quoi il sert"), "open"),
        Column("capacity", ("People", "Personnes"), ("How many it is for", "Pour combien")),
        Column("notes", ("Notes", "Notes"), ("For yourself", "Pour vous-même")),
        Column("supported_devices", ("Devices", "Appareils"), ("phones if empty", "phones si vide")),
        _STATE,
    ),
    "workspaces",
)  # fmt: skip
PHONES = Sheet(
    ("Phones", "Téléphones"),
    Device,
    (
        _CUSTOMER,
        Column("user", ("User", "Utilisateur"), ("E-mail address; or a common area", "Adresse e-mail ; ou un espace"),
               "marie@acme.example"),
        Column("workspace", ("Common area", "Espace commun"),
               ("A name of the sheet Common areas", "Un nom de la feuille Espaces communs")),
        Column("model", ("Model", "Modèle"), ("For example Cisco 9861", "Par exemple Cisco 9861"), "Cisco 9861", True),
        Column("mac", ("MAC address", "Adresse MAC"),
               ("Without it there is an activation code", "Sans elle, il y a un code d'activation"),
               "00:1A:2B:3C:4D:5E"),
        Column("tags", ("Tags", "Étiquettes"), ("Separated by ;", "Séparées par ;")),
        Column("members", ("Lines of others", "Lignes partagées"),
               ("Users or common areas, separated by ;", "Utilisateurs ou espaces, séparés par ;")),
        _STATE,
    ),
    "devices",
)  # fmt: skip
SHEETS = (CUSTOMERS, LOCATIONS, NUMBERS, USERS, AREAS, PHONES)

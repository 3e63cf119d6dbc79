"""What people send with an act; the services judge it."""

from django import forms

from organization.models import Person, Post, Unit
from organization.queries import LEADER_RANKS
from workflows.files import Upload


class ActForm(forms.Form):
    """Every act carries the version of the mission that the person saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReasonForm(ActForm):
    """An act with words; whether they are needed, the service says."""

    reason = forms.CharField(max_length=5000, required=False)


class HandInForm(ActForm):
    text = forms.CharField(max_length=20000, required=False)
    result = forms.CharField(max_length=5000, required=False)

    def uploads(self) -> list[Upload]:
        """The files as the services take them."""
        return [
            Upload(file.name or "", file.size or 0, file.chunks())
            for file in self.files.getlist("files")
        ]


class OfficerForm(ActForm):
    officer = forms.ModelChoiceField(
        Person.objects.filter(is_active=True), required=False
    )


class CorrectionForm(ReasonForm):
    title = forms.CharField(max_length=300)
    text = forms.CharField(max_length=20000)
    lead_unit = forms.ModelChoiceField(Unit.objects.filter(closed_on__isnull=True))
    supporting_units = forms.ModelMultipleChoiceField(
        Unit.objects.filter(closed_on__isnull=True), required=False
    )
    directing_leader = forms.ModelChoiceField(
        Post.objects.filter(rank__in=LEADER_RANKS, closed_on__isnull=True)
    )
    due_on = forms.DateField(required=False)
    no_deadline_reason = forms.CharField(max_length=300, required=False)


def sentences(form: forms.Form) -> str:
    """All that is wrong with a form, in one line for a toast."""
    found: list[str] = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        found.extend(f"{label}: {error}" if label else str(error) for error in errors)
    return " ".join(found)

"""What people send with an act; the services judge it."""

from django import forms

from organization.models import Person
from workflows.files import Upload
from workflows.forms import OrderForm


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


class CorrectionForm(ReasonForm, OrderForm):
    """All facts of the mission, as they should have been."""

"""Documents, missions and reports: what is to be done and where it stands."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = "Nhiệm vụ"

    def ready(self) -> None:
        from history.queries import documents_come_from
        from history.verification import register_completeness
        from organization.scopes import exceptions_come_from
        from workflows.models.exception import IN_FORCE
        from workflows.queries import recorded_states
        from workflows.queries.told import document_told

        register_completeness("mission", recorded_states)
        exceptions_come_from(IN_FORCE)
        documents_come_from(document_told)

from django.apps import AppConfig


class OrganizationConfig(AppConfig):
    name = "organization"
    verbose_name = "Tổ chức"

    def ready(self) -> None:
        from history.services import name_actors_by
        from organization.scopes import current
        from organization.services.actors import actor_in

        name_actors_by(lambda person: actor_in(person, current(person)))

"""Addresses of the organisation's pages."""

from django.urls import path

from organization.views import (
    accounts_acts,
    appointments_acts,
    imports,
    people,
    people_acts,
    portfolios,
    portfolios_acts,
    posts,
    posts_acts,
    rights,
    rights_acts,
    structure,
    units,
    units_acts,
)

app_name = "organization"
urlpatterns = [
    path("to-chuc/", structure.structure, name="structure"),
    # From a table
    path("to-chuc/nhap/", imports.import_table, name="imports"),
    path("to-chuc/nhap/mau/", imports.import_template, name="import_template"),
    path("to-chuc/nhap/xac-nhan/", imports.import_confirm, name="import_confirm"),
    # Units
    path("to-chuc/don-vi/moi/", units_acts.unit_new, name="unit_new"),
    path("to-chuc/don-vi/<int:pk>/", units.unit, name="unit"),
    path("to-chuc/don-vi/<int:pk>/sua/", units_acts.unit_change, name="unit_change"),
    path("to-chuc/don-vi/<int:pk>/chuc-vu-moi/", posts_acts.post_new, name="post_new"),
    # Posts and who takes and leaves them
    path("to-chuc/chuc-vu/<int:pk>/", posts.post, name="post"),
    path("to-chuc/chuc-vu/<int:pk>/sua/", posts_acts.post_change, name="post_change"),
    path("to-chuc/chuc-vu/<int:pk>/bai-bo/", posts_acts.post_close, name="post_close"),
    path("to-chuc/bo-nhiem/", appointments_acts.appoint, name="appoint"),
    path(
        "to-chuc/bo-nhiem/<int:pk>/thoi/",
        appointments_acts.appointment_end,
        name="appointment_end",
    ),
    path(
        "to-chuc/bo-nhiem/<int:pk>/dieu-dong/",
        appointments_acts.transfer,
        name="transfer",
    ),
    path(
        "to-chuc/bo-nhiem/<int:pk>/huy/",
        appointments_acts.appointment_withdraw,
        name="appointment_withdraw",
    ),
    # Portfolios and which posts answer for them
    path("to-chuc/linh-vuc/", portfolios.portfolios, name="portfolios"),
    path("to-chuc/linh-vuc/moi/", portfolios_acts.portfolio_new, name="portfolio_new"),
    path("to-chuc/linh-vuc/<int:pk>/", portfolios.portfolio, name="portfolio"),
    path(
        "to-chuc/linh-vuc/<int:pk>/sua/",
        portfolios_acts.portfolio_change,
        name="portfolio_change",
    ),
    path(
        "to-chuc/linh-vuc/<int:pk>/giao/",
        portfolios_acts.portfolio_hold,
        name="portfolio_hold",
    ),
    path(
        "to-chuc/phu-trach/<int:pk>/thoi/",
        portfolios_acts.holding_end,
        name="holding_end",
    ),
    path(
        "to-chuc/phu-trach/<int:pk>/huy/",
        portfolios_acts.holding_withdraw,
        name="holding_withdraw",
    ),
    # People
    path("to-chuc/nguoi/", people.people, name="people"),
    path("to-chuc/nguoi/moi/", people_acts.person_new, name="person_new"),
    path("to-chuc/nguoi/<int:pk>/", people.person, name="person"),
    path(
        "to-chuc/nguoi/<int:pk>/sua/", people_acts.person_change, name="person_change"
    ),
    path("to-chuc/nguoi/<int:pk>/khoa/", people_acts.person_close, name="person_close"),
    path("to-chuc/nguoi/<int:pk>/mo/", people_acts.person_open, name="person_open"),
    path("to-chuc/nguoi/<int:pk>/mat-khau/", accounts_acts.password, name="password"),
    path("to-chuc/nguoi/<int:pk>/dinh-danh/", accounts_acts.identity, name="identity"),
    # What each seat may do
    path("to-chuc/quyen/", rights.rights, name="rights"),
    path("to-chuc/quyen/<int:pk>/", rights.seat_rights, name="seat_rights"),
    path("to-chuc/quyen/<int:pk>/cap/", rights_acts.right_give, name="right_give"),
    path("to-chuc/quyen/<int:pk>/thu/", rights_acts.right_take, name="right_take"),
]

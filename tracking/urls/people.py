"""People, places, accounts."""

from django.urls import path

from ..views import (
    account,
    assessments,
    calendars,
    comments,
    first_days,
    handovers,
    history,
    invitations,
    own_address,
    people,
    places,
)

urlpatterns = []

# People: who works where, invitations, the own account
urlpatterns += [
    path("my-work/<int:pk>/people/", people.people_list, name="people-list"),
    path("my-work/<int:pk>/people/posts/", people.people_posts, name="people-posts"),
    path("my-work/<int:pk>/people/invite/", invitations.people_invite, name="people-invite"),
    path("states/<slug:iso3>/people/", people.state_people, name="state-people"),
    path("states/<slug:iso3>/people/invite/", invitations.state_people_invite, name="state-people-invite"),
    path("states/<slug:iso3>/people/<int:user>/confirm/", people.contact_confirm, name="contact-confirm"),
    path("states/<slug:iso3>/sign-in/", people.state_security, name="state-security"),
    path("roles/<int:pk>/remove/", people.membership_remove, name="membership-remove"),
    path("invitations/<int:pk>/resend/", invitations.invitation_resend, name="invitation-resend"),
    path("invitations/<int:pk>/withdraw/", invitations.invitation_withdraw, name="invitation-withdraw"),
    path("invitation/<str:token>/", invitations.invitation_accept, name="invitation-accept"),
    path("my-account/", account.account, name="account"),
    path("my-account/my-account.json", account.account_export, name="account-export"),
    path("my-account/address/", own_address.address_change, name="address-change"),
    path("my-account/address/confirm/", own_address.address_confirm, name="address-confirm"),
    path("my-account/address/<str:token>/", own_address.address_take, name="address-take"),
    path("my-account/erase/", account.account_erase, name="account-erase"),
    path("my-account/second-factor/", account.second_factor_needed, name="second-factor-needed"),
]

# Deadlines in calendar programs; what these read without signing in stands in feeds.py
urlpatterns += [
    path("my-account/calendar/", calendars.own_calendar, name="own-calendar"),
    path("my-work/<int:pk>/calendar/", calendars.government_calendar, name="government-calendar"),
    path("my-work/<int:pk>/deadlines.ics", calendars.government_deadlines, name="government-deadlines"),
    path("calls/<int:pk>/deadlines.ics", calendars.call_deadlines, name="call-deadlines"),
]

# Two other voices beside a government's: the State's own view, and comments of organisations
urlpatterns += [
    path("assessments/", assessments.assessment_list, name="assessment-list"),
    path("assessments/<int:recommendation>/", assessments.assessment_edit, name="assessment-edit"),
    path("comments/", comments.comment_list, name="comment-list"),
    path("follow-ups/<int:pk>/comments/add/", comments.comment_add, name="comment-add"),
    path("comments/<int:pk>/", comments.comment_detail, name="comment-detail"),
    path("comments/<int:pk>/decide/", comments.comment_decide, name="comment-decide"),
    path("comments/<int:pk>/take-back/", comments.comment_take_back, name="comment-take-back"),
    path("comments/<int:pk>/reply/", comments.comment_reply, name="comment-reply"),
]

# A government's own facts, its history, and handing over
urlpatterns += [
    path("my-work/<int:pk>/place/", places.place_detail, name="place-detail"),
    path("my-work/<int:pk>/place/facts/", places.place_facts, name="place-facts"),
    path("my-work/<int:pk>/place/areas/", places.place_areas, name="place-areas"),
    path("my-work/<int:pk>/place/withdraw/", places.place_withdraw, name="place-withdraw"),
    path("places/", places.place_list, name="place-list"),
    path("places/add/", places.place_add, name="place-add"),
    path("places/<int:pk>/", places.place_edit, name="place-edit"),
    path("my-work/<int:pk>/history/", history.history, name="history"),
    path("my-work/<int:pk>/history.csv", history.history_export, name="history-export"),
    path("history/", history.state_history, name="state-history"),
    path("history.csv", history.state_history_export, name="state-history-export"),
    path("my-work/<int:pk>/leave/", handovers.post_leave, name="post-leave"),
    path("my-work/<int:pk>/handover/", handovers.handover_pack, name="handover-pack"),
    path("my-work/<int:pk>/handover.<str:format>", handovers.handover_download, name="handover-download"),
    path("my-work/<int:pk>/first-hundred-days/", first_days.handover_steps, name="handover-steps"),
    path("my-work/<int:pk>/first-hundred-days/<int:step>/", first_days.handover_decide, name="handover-decide"),
    path("handovers/<int:pk>/read/", handovers.handover_read, name="handover-read"),
]

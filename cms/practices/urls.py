"""Addresses about practices that are not pages; cms/urls.py takes them in."""

from django.urls import path

from .views import correction, notice, practice, proposal, risk

urlpatterns = [
    path("practice/compare/", practice.practice_compare, name="practice-compare"),
    path("practice/reported/", notice.notice_list, name="notice-list"),
    path("practice/reported/risk/<int:pk>/", risk.risk_detail, name="risk-detail"),
    path("practice/reported/risk/<int:pk>/unpublish/", risk.risk_unpublish, name="risk-unpublish"),
    path("practice/reported/risk/<int:pk>/restore/", risk.risk_restore, name="risk-restore"),
    path("practice/reported/correction/<int:pk>/", correction.correction_detail, name="correction-detail"),
    path("practice/unpublish/<int:pk>/", risk.practice_unpublish, name="practice-unpublish"),
    path("practice/<uuid:key>/", practice.practice_permanent, name="practice-permanent"),
    path("practice/<uuid:key>/cite.<slug:form>", practice.practice_cite, name="practice-cite"),
    path("practice/<uuid:key>/risk/", risk.risk_add, name="risk-add"),
    path("practice/<uuid:key>/correction/", correction.correction_add, name="correction-add"),
    path("my-work/<int:government_pk>/practices/", proposal.proposal_list, name="proposal-list"),
    path("my-work/<int:government_pk>/practices/add/", proposal.proposal_add, name="proposal-add"),
    path("my-work/<int:government_pk>/practices/<int:pk>/", proposal.proposal_detail, name="proposal-detail"),
    path("my-work/<int:government_pk>/practices/<int:pk>/edit/", proposal.proposal_edit, name="proposal-edit"),
    path("my-work/<int:government_pk>/practices/<int:pk>/reply/", proposal.proposal_reply, name="proposal-reply"),
]

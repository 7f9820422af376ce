import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from khcn.kernel.documents.models import Attachment
from khcn.web.ui.files import EvidenceField, keep_uploads
from tests.factories import TaskFactory, UserFactory, actor_for
from tests.kernel.documents import samples


class EvidenceForm(forms.Form):
    files = EvidenceField(required=False, most=3)


class NeededForm(forms.Form):
    files = EvidenceField()


def sent(*files: tuple[str, bytes], form=EvidenceForm):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return form({}, MultiValueDict({"files": uploads}))


def test_several_files_come_out_as_a_list():
    form = sent(("a.pdf", samples.pdf()), ("b.png", samples.PNG))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["files"]] == ["a.pdf", "b.png"]


def test_nothing_sent_is_an_empty_list_or_an_error_when_needed():
    assert sent().is_valid() and sent().errors == {}
    form = EvidenceForm({}, MultiValueDict())
    assert form.is_valid() and form.cleaned_data["files"] == []
    assert not NeededForm({}, MultiValueDict()).is_valid()


def test_each_bad_file_is_named_at_the_field():
    form = sent(("tốt.pdf", samples.pdf()), ("xấu.pdf", samples.EXE), ("rỗng.txt", b""))
    assert not form.is_valid()
    errors = form.errors["files"]
    assert len(errors) == 2
    assert "“xấu.pdf”" in errors[0] and "“rỗng.txt”" in errors[1]


def test_too_many_files_are_refused_with_both_numbers():
    (error,) = sent(*[(f"{n}.txt", samples.TEXT) for n in range(4)]).errors["files"]
    assert "4 tệp" in error and "3 tệp" in error


def test_field_offers_several_files_of_the_accepted_kinds():
    html = str(EvidenceForm()["files"])
    assert " multiple" in html and ".docx" in html
    assert "30 MB" in str(EvidenceForm().fields["files"].help_text)


@pytest.mark.django_db
def test_kept_uploads_stand_in_the_list_of_the_record(django_assert_num_queries, rf):
    task, actor = TaskFactory(), actor_for(UserFactory(full_name="Hoàng Thị Mẫu"))
    form = sent(("Biên bản.pdf", samples.pdf()), ("<b>Ảnh.png", samples.PNG))
    assert form.is_valid()
    keep_uploads(form.cleaned_data["files"], record=task, by=actor, note="<script>")
    template = Template("{% load khcn_files %}{% attachments task %}")
    context = Context({"task": task, "actor": actor})
    template.render(context)
    with django_assert_num_queries(1):
        html = template.render(context)
    first = Attachment.objects.order_by("pk").first()
    assert f'<a href="/tai-lieu/{first.pk}/">Biên bản.pdf</a>' in html
    assert "Hoàng Thị Mẫu" in html and "PDF" in html and f"/tai-lieu/{first.pk}/go/" in html
    assert "<script>" not in html and "<b>" not in html


@pytest.mark.django_db
def test_record_without_attachments_says_so():
    html = Template("{% load khcn_files %}{% attachments task %}").render(Context({"task": TaskFactory()}))
    assert "Chưa có tài liệu đính kèm" in html


def test_uploads_kept_on_disk_while_receiving_are_read_too():
    upload = TemporaryUploadedFile("lớn.txt", "text/plain", len(samples.TEXT), "utf-8")
    upload.write(samples.TEXT)
    form = EvidenceForm({}, MultiValueDict({"files": [upload]}))
    assert form.is_valid() and form.cleaned_data["files"] == [upload]

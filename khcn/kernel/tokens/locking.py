"""An account that is locked loses its tokens for good: reopening it does not bring them back."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from khcn.kernel.tokens.models import ApiToken


@receiver(post_save, sender=settings.AUTH_USER_MODEL, dispatch_uid="tokens.locking")
def revoke_with_the_account(instance: Any, **_more: Any) -> None:
    if not instance.is_active:
        ApiToken.objects.filter(user=instance, revoked_at=None).update(revoked_at=timezone.now())

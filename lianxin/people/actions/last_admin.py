"""The house always keeps one system admin: without one, nobody could ever let anybody in again."""

from datetime import date
from uuid import UUID

from lianxin.people.models import Post, Staff
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.vocabulary import Role


def keep_a_system_admin(
    *, without_staff: Staff | None = None, without_post: Post | None = None, on: date
) -> None:
    """Raise PeopleRefusal (last-admin) when what is about to go leaves no lasting system admin on that day.

    The admins' posts are locked for the rest of the transaction, so two admins cannot remove each other.
    """
    lasting = Post.objects.lasting().filter(role=Role.SYSTEM_ADMIN.value, staff__is_active=True)
    posts = list(lasting.select_for_update().order_by("pk"))
    going: set[UUID] = {
        post.pk
        for post in posts
        if (without_staff and post.staff_id == without_staff.pk)
        or (without_post and post.pk == without_post.pk)
    }
    stay = [post for post in posts if post.pk not in going and post.from_on <= on]
    if going and not stay:
        raise PeopleRefusal("last-admin")

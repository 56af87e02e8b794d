"""Cities: the Turkish name, and what it is for the cities that every installation begins with."""

import sqlalchemy as sa
from alembic import op

revision = "0016_turkish_names"
down_revision = "0015_keys"
branch_labels = None
depends_on = None

NAMES = {
    "istanbul": "İstanbul",
    "warsaw": "Varşova",
    "moscow": "Moskova",
    "budapest": "Budapeşte",
    "brussels": "Brüksel",
    "jakarta": "Cakarta",
    "tashkent": "Taşkent",
    "beijing": "Pekin",
    "prague": "Prag",
    "london": "Londra",
    "kyiv": "Kıyiv",
    "mexico-city": "Meksiko",
    "tel-aviv-yafo": "Tel Aviv-Yafa",
}


def upgrade() -> None:
    op.add_column(
        "city", sa.Column("name_tr", sa.String(length=100), nullable=True, comment="empty: as in English")
    )
    city = sa.table("city", sa.column("slug", sa.String), sa.column("name_tr", sa.String))
    for slug, name in NAMES.items():
        op.execute(city.update().where(city.c.slug == slug).values(name_tr=name))


def downgrade() -> None:
    op.drop_column("city", "name_tr")

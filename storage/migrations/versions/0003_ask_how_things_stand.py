"""Ask how things stand."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "own_questions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("shape", sa.String(length=32), nullable=False),
        sa.Column("options", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("added_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name=op.f("fk_own_questions_added_by")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_own_questions_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_questions")),
        sa.UniqueConstraint("partnership_id", "key", name=op.f("uq_own_questions_partnership_id_key")),
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bank", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kinds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("planned_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_rounds_partnership_id")
        ),
        sa.ForeignKeyConstraint(["planned_by"], ["people.id"], name=op.f("fk_rounds_planned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("partnership_id", "opens_on", name=op.f("uq_rounds_partnership_id_opens_on")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_state"), ["state"], unique=False)

    op.create_table(
        "stage_cards",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("in_force", sa.String(length=32), nullable=False),
        sa.Column("suggests", sa.String(length=32), nullable=True),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("deciders", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_stage_cards_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_cards")),
        sa.UniqueConstraint("partnership_id", "on", name=op.f("uq_stage_cards_partnership_id_on")),
    )
    with op.batch_alter_table("stage_cards", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stage_cards_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stage_cards_state"), ["state"], unique=False)

    op.create_table(
        "answer_tokens",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_answer_tokens_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_answer_tokens_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_tokens")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_answer_tokens_round_id_person_id")),
        sa.UniqueConstraint("token", name=op.f("uq_answer_tokens_token")),
    )
    with op.batch_alter_table("answer_tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_tokens_person_id"), ["person_id"], unique=False)

    op.create_table(
        "named_answers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("milestone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name=op.f("fk_named_answers_milestone_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_named_answers_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_named_answers_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_named_answers_round_id")),
        sa.ForeignKeyConstraint(["to_id"], ["people.id"], name=op.f("fk_named_answers_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_answers")),
        sa.UniqueConstraint(
            "milestone_id",
            "person_id",
            "key",
            "to_id",
            name=op.f("uq_named_answers_milestone_id_person_id_key_to_id"),
        ),
        sa.UniqueConstraint(
            "round_id",
            "person_id",
            "key",
            "to_id",
            name=op.f("uq_named_answers_round_id_person_id_key_to_id"),
        ),
    )
    with op.batch_alter_table("named_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_named_answers_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_named_answers_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_named_answers_first_weeks",
            ["partnership_id", "person_id", "key", "to_id"],
            unique=True,
            sqlite_where=sa.text("round_id IS NULL AND milestone_id IS NULL"),
            postgresql_where=sa.text("round_id IS NULL AND milestone_id IS NULL"),
        )

    op.create_table(
        "organisation_answers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("answer", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chair_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("runner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chair_id"], ["people.id"], name=op.f("fk_organisation_answers_chair_id")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_organisation_answers_partner_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_organisation_answers_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_organisation_answers_round_id")),
        sa.ForeignKeyConstraint(["runner_id"], ["people.id"], name=op.f("fk_organisation_answers_runner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_answers")),
        sa.UniqueConstraint(
            "round_id", "partner_id", "key", name=op.f("uq_organisation_answers_round_id_partner_id_key")
        ),
    )
    with op.batch_alter_table("organisation_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_answers_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "participations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kinds", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("by_telephone", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_participations_partner_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_participations_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_participations_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participations")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_participations_round_id_person_id")),
    )
    with op.batch_alter_table("participations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participations_person_id"), ["person_id"], unique=False)

    op.create_table(
        "results",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=32), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("partners", sa.Integer(), nullable=False),
        sa.Column("heard", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_results_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
        sa.UniqueConstraint("round_id", "key", "option", name=op.f("uq_results_round_id_key_option")),
    )
    op.create_table(
        "secret_answers",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_secret_answers_round_id")),
        sa.PrimaryKeyConstraint("token", "key", name=op.f("pk_secret_answers")),
    )
    with op.batch_alter_table("secret_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_secret_answers_round_id"), ["round_id"], unique=False)

    op.create_table(
        "side_consents",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_side_consents_partner_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_side_consents_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_side_consents_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_side_consents")),
        sa.UniqueConstraint(
            "partnership_id", "partner_id", name=op.f("uq_side_consents_partnership_id_partner_id")
        ),
    )
    op.create_table(
        "stage_presses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("choice", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["stage_cards.id"], name=op.f("fk_stage_presses_card_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_stage_presses_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_presses")),
        sa.UniqueConstraint("card_id", "person_id", name=op.f("uq_stage_presses_card_id_person_id")),
    )
    op.create_table(
        "stages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("card_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["stage_cards.id"], name=op.f("fk_stages_card_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_stages_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stages")),
    )
    with op.batch_alter_table("stages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stages_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "summaries",
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("waits_since", sa.Date(), nullable=False),
        sa.Column("well_do", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("told_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_summaries_round_id")),
        sa.ForeignKeyConstraint(["told_by"], ["people.id"], name=op.f("fk_summaries_told_by")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_summaries")),
    )
    with op.batch_alter_table("summaries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_summaries_state"), ["state"], unique=False)

    op.create_table(
        "stage_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("commitment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_stage_steps_by_id")),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitments.id"], name=op.f("fk_stage_steps_commitment_id")
        ),
        sa.ForeignKeyConstraint(["stage_id"], ["stages.id"], name=op.f("fk_stage_steps_stage_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_steps")),
        sa.UniqueConstraint("stage_id", "step", name=op.f("uq_stage_steps_stage_id_step")),
    )
    op.create_table(
        "take_ups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("named_answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "organisation_answer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reply", sa.String(length=32), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_take_ups_asked_by")),
        sa.ForeignKeyConstraint(
            ["named_answer_id"], ["named_answers.id"], name=op.f("fk_take_ups_named_answer_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_answer_id"],
            ["organisation_answers.id"],
            name=op.f("fk_take_ups_organisation_answer_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_take_ups_partnership_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_take_ups_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_ups")),
        sa.UniqueConstraint("named_answer_id", name=op.f("uq_take_ups_named_answer_id")),
        sa.UniqueConstraint("organisation_answer_id", name=op.f("uq_take_ups_organisation_answer_id")),
    )
    with op.batch_alter_table("take_ups", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_take_ups_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "concerns",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partnership_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("raiser_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("partner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("would_help", sa.Text(), nullable=False),
        sa.Column("may_know", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("named", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("about_ids", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sorted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("take_up_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["people.id"], name=op.f("fk_concerns_answered_by")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_concerns_owner_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_concerns_partner_id")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_concerns_partnership_id")
        ),
        sa.ForeignKeyConstraint(["raiser_id"], ["people.id"], name=op.f("fk_concerns_raiser_id")),
        sa.ForeignKeyConstraint(["take_up_id"], ["take_ups.id"], name=op.f("fk_concerns_take_up_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
    )
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_concerns_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concerns_partnership_id"), ["partnership_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concerns_raiser_id"), ["raiser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concerns_state"), ["state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concerns_state"))
        batch_op.drop_index(batch_op.f("ix_concerns_raiser_id"))
        batch_op.drop_index(batch_op.f("ix_concerns_partnership_id"))
        batch_op.drop_index(batch_op.f("ix_concerns_owner_id"))

    op.drop_table("concerns")
    with op.batch_alter_table("take_ups", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_take_ups_partnership_id"))

    op.drop_table("take_ups")
    op.drop_table("stage_steps")
    with op.batch_alter_table("summaries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_summaries_state"))

    op.drop_table("summaries")
    with op.batch_alter_table("stages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stages_partnership_id"))

    op.drop_table("stages")
    op.drop_table("stage_presses")
    op.drop_table("side_consents")
    with op.batch_alter_table("secret_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_secret_answers_round_id"))

    op.drop_table("secret_answers")
    op.drop_table("results")
    with op.batch_alter_table("participations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participations_person_id"))

    op.drop_table("participations")
    with op.batch_alter_table("organisation_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_answers_partner_id"))

    op.drop_table("organisation_answers")
    with op.batch_alter_table("named_answers", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_named_answers_first_weeks",
            sqlite_where=sa.text("round_id IS NULL AND milestone_id IS NULL"),
            postgresql_where=sa.text("round_id IS NULL AND milestone_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_named_answers_person_id"))
        batch_op.drop_index(batch_op.f("ix_named_answers_partnership_id"))

    op.drop_table("named_answers")
    with op.batch_alter_table("answer_tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_tokens_person_id"))

    op.drop_table("answer_tokens")
    with op.batch_alter_table("stage_cards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_cards_state"))
        batch_op.drop_index(batch_op.f("ix_stage_cards_partnership_id"))

    op.drop_table("stage_cards")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_state"))
        batch_op.drop_index(batch_op.f("ix_rounds_partnership_id"))

    op.drop_table("rounds")
    op.drop_table("own_questions")

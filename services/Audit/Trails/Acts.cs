namespace Ledger.Audit.Trails;

/// <summary>Two duties that lie with two persons.</summary>
/// <param name="Made">Fact of the first.</param>
/// <param name="Checked">Fact of the second, about the same thing.</param>
public sealed record DutyPair(string Made, string Checked);

/// <summary>
/// Which facts are decisions of one person about what another made. Known by their published names; that every deciding fact of every
/// service stands here is held by a test over the registered facts.
/// </summary>
public static class Acts
{
    /// <summary>Instead of a member: the hash of the fact's own payload, which whoever checks it names.</summary>
    public const string OwnHash = "ph";

    /// <summary>Facts by which somebody approved, signed, verified, consented or decided.</summary>
    public static IReadOnlySet<string> Approvals { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "agreement_signed.v1", "retroactive_change_confirmed.v1",
        "contribution_verified.v1", "dispute_resolved.v1", "disclosure_approved.v1", "custodian_consented.v1", "erasure_ordered.v1",
        "value_accepted.v1", "value_approved.v1", "value_replaced.v1", "revaluation_approved.v1", "revaluation_run_confirmed.v1", "alternative_valued.v1",
        "challenge_determined.v1", "panel_vote_cast.v1", "challenge_concluded.v1", "appraiser_admitted.v1",
        "loss_allocation_approved.v1", "loss_allocated.v1", "loss_escalation_consented.v1", "loss_escalation_decided.v1", "loss_dispute_settled.v1",
        "loss_allocation_reversed.v1", "loss_recovered.v1", "reserve_replenishment_called.v1",
        "no_objection_recorded.v1", "run_approved.v1", "run_settled.v1", "suspense_decided.v1", "correction_booked.v1",
        "settlement_terms_consented.v1", "settlement_terms_approved.v1", "bank_account_approved.v1", "payment_batch_approved.v1",
        "payment_outcome_confirmed.v1", "journal_entry_posted.v1",
        "grant_issued.v1", "desk_rules_confirmed.v1", "finding_closed.v1",
    };

    /// <summary>Duties that two persons must hold: whoever did the first may not do the second about the same thing.</summary>
    public static IReadOnlyList<DutyPair> Separate { get; } =
    [
        new("contribution_drafted.v1", "contribution_verified.v1"), new("contribution_registered.v1", "contribution_verified.v1"),
        new("disclosure_requested.v1", "disclosure_approved.v1"), new("disclosure_requested.v1", "custodian_consented.v1"),
        new("erasure_requested.v1", "erasure_ordered.v1"),
        new("value_proposed.v1", "value_approved.v1"), new("value_proposed.v1", "value_accepted.v1"), new("value_approved.v1", "value_accepted.v1"),
        new("revaluation_proposed.v1", "revaluation_approved.v1"), new("revaluation_proposed.v1", "value_replaced.v1"),
        new("revaluation_approved.v1", "value_replaced.v1"), new("revaluation_run_previewed.v1", "revaluation_run_confirmed.v1"),
        new("assignment_opened.v1", "nonce_given.v1"),
        new("challenge_filed.v1", "panel_vote_cast.v1"), new("challenge_appealed.v1", "panel_vote_cast.v1"),
        new("risk_event_reported.v1", "loss_allocation_approved.v1"), new("loss_measured.v1", "loss_allocation_approved.v1"),
        new("risk_event_reported.v1", "loss_allocated.v1"), new("loss_measured.v1", "loss_allocated.v1"),
        new("risk_event_reported.v1", "loss_escalation_decided.v1"), new("loss_measured.v1", "loss_escalation_decided.v1"),
        new("loss_escalation_proposed.v1", "loss_escalation_decided.v1"),
        new("loss_measured.v1", "loss_dispute_settled.v1"), new("loss_allocated.v1", "loss_dispute_settled.v1"),
        new("loss_allocated.v1", "loss_allocation_reversed.v1"),
        new("recovery_reported.v1", "loss_recovered.v1"), new("recovery_reported.v1", "recovery_refused.v1"),
        new("reserve_replenishment_proposed.v1", "reserve_replenishment_called.v1"),
        new("reserve_replenishment_proposed.v1", "reserve_replenishment_refused.v1"),
        new("run_computed.v1", "run_approved.v1"), new("run_proposed.v1", "run_approved.v1"), new("run_approved.v1", "run_settled.v1"),
        new("suspense_held.v1", "suspense_decided.v1"),
        new("correction_prepared.v1", "correction_booked.v1"), new("settlement_terms_proposed.v1", "settlement_terms_approved.v1"),
        new("bank_account_registered.v1", "bank_account_approved.v1"), new("payment_batch_prepared.v1", "payment_batch_approved.v1"),
        new("payment_outcome_proposed.v1", "payment_outcome_confirmed.v1"), new("payment_outcome_proposed.v1", "payment_outcome_refused.v1"),
        new("journal_entry_pending.v1", "journal_entry_posted.v1"),
        new("grant_proposed.v1", "grant_issued.v1"), new("desk_rules_proposed.v1", "desk_rules_confirmed.v1"),
        new("finding_raised.v1", "finding_closed.v1"), new("finding_answered.v1", "finding_closed.v1"),
        new("finding_answered.v1", "finding_answer_returned.v1"),
    ];

    /// <summary>
    /// One stream is one thing, but where it goes through several rounds (a register of erasures, an appraisal valued again, a grant
    /// proposed anew): there this member tells the rounds apart, so that two persons who change places are not taken for one.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Rounds { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["erasure_requested.v1"] = "sha256", ["erasure_ordered.v1"] = "sha256",
        ["value_proposed.v1"] = "proposalHash", ["value_approved.v1"] = "proposalHash", ["value_accepted.v1"] = "proposalHash",
        ["revaluation_proposed.v1"] = "proposalHash", ["revaluation_approved.v1"] = "proposalHash", ["value_replaced.v1"] = "proposalHash",
        ["revaluation_run_previewed.v1"] = "previewHash", ["revaluation_run_confirmed.v1"] = "previewHash",
        ["assignment_opened.v1"] = "round", ["nonce_given.v1"] = "round",
        ["challenge_filed.v1"] = "challenge", ["challenge_appealed.v1"] = "challenge", ["panel_vote_cast.v1"] = "challenge",
        ["recovery_reported.v1"] = "no", ["loss_recovered.v1"] = "no", ["recovery_refused.v1"] = "no",
        ["settlement_terms_proposed.v1"] = "no", ["settlement_terms_approved.v1"] = "no",
        ["bank_account_registered.v1"] = "digest", ["bank_account_approved.v1"] = "digest",
        ["grant_proposed.v1"] = OwnHash, ["grant_issued.v1"] = "proposalHash",
        ["desk_rules_proposed.v1"] = OwnHash, ["desk_rules_confirmed.v1"] = "proposalHash",
    };

    /// <summary>Facts that nobody records by hand and that name in this member the persons who made what they are about.</summary>
    public static IReadOnlyDictionary<string, string> Makers { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["suspense_held.v1"] = "makers",
    };
}

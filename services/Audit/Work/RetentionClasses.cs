using Ledger.Rules;

namespace Ledger.Audit.Work;

/// <summary>How long a class of records is kept at least.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Years">Years after the year of recording; null for ever.</param>
/// <param name="Ground">By which rule.</param>
/// <param name="Kinds">Names of events, up to their version, that belong to it.</param>
public sealed record RetentionClass(string Id, int? Years, Text Ground, IReadOnlyList<string> Kinds);

/// <summary>
/// Retention of the log's entries. Nothing is ever taken out of the log, since every proof rests on all of it: a class says until when
/// the copies, files and openings beside it must stay, and erasing them leaves the entries as they are.
/// </summary>
public static class RetentionClasses
{
    public static IReadOnlyList<RetentionClass> All { get; } =
    [
        new("settlement", 30, new("Accounting vouchers and ledgers, China: 30 years (Archives of accounting, order 79).", "会计凭证与账簿保管 30 年（《会计档案管理办法》）。"),
            ["journal_", "run_", "pool_", "cost_claimed", "benefit_recorded", "scores_recorded", "charge_", "loss_charged", "adjustment_noted", "contribution_struck", "contribution_use_ended",
             "counted_value_replaced", "reserve_", "turn_taken", "no_objection_recorded", "objection_", "suspense_", "correction_", "settlement_", "bank_", "payment_", "signing_key_"]),
        new("appraisal", 30, new("Appraisal files: 15 years, 30 for statutory ones; the longer is taken (from memory).", "资产评估档案 15 年，法定评估 30 年，取较长者（凭记忆）。"),
            ["appraisal_", "value_", "proposal_voided", "review_required", "alternative_valued", "quote", "quotation_", "assignment_", "nonce_given", "valuer_drawn", "appraiser_", "qualifications_renewed", "tie_", "reveal_voided", "market_evidence_", "index_", "accepted_value_", "contribution_valued",
             "challenge_", "reappraisal_", "third_appraisal_", "panel_vote_cast", "revaluation_", "delivery_revalued", "use_heard", "use_month_valued", "later_sale_"]),
        new("agreement", null, new("Agreements and what changed them: for ever.", "协议及其变更：永久。"),
            ["agreement_", "consortium_founded", "party_", "default_", "control_", "person_", "retroactive_change_confirmed", "region_profile_adopted", "alignment_recorded"]),
        new("contribution", 10, new("Other accounting records, China: 10 years (Archives of accounting, order 79).", "其他会计资料保管 10 年（《会计档案管理办法》）。"),
            ["contribution_", "evidence_added", "evidence_cited_elsewhere", "damage_recorded", "placement_changed", "dispute_resolved", "asset_claimed", "hours_", "import_", "delivery_reversed", "incentive_", "certification_", "indicator_"]),
        new("risk", 10, new("Other accounting records, China: 10 years (Archives of accounting, order 79).", "其他会计资料保管 10 年（《会计档案管理办法》）。"),
            ["risk_", "loss_", "recovery_", "allocation_basis_listed", "measured_span_recorded"]),
        new("access", 10, new("Who read and who could read: kept as long as what was read (own design).", "查阅与授权记录：与所查资料同期保管（自行设计）。"),
            ["trail_read", "reading_answered", "record_read", "desk_grant_heard", "grant_", "desk_rules_", "secrets_opened", "access_", "disclosure_", "custodian", "subject_key_made", "document_marked", "sample_drawn", "finding_"]),
        new("erasure", null, new("That something was erased or held, and why: for ever (own design).", "销毁与保全记录：永久（自行设计）。"),
            ["legal_hold_", "key_hold_", "erasure_", "evidence_erased", "subject_key_shredded"]),
        new("platform", null, new("Counts of entries, changes of the log's key, replays of queues: for ever, every proof may rest on them.", "条目清点、日志密钥交接与队列重投：永久，任何证明都可能以其为据。"), ["tenant_heads", "log_key_rotated", "queue_replay"]),
    ];

    /// <summary>The class of a kind of event: the one that names it most exactly; null when none does.</summary>
    public static RetentionClass? Of(string kind) => All
        .SelectMany(of => of.Kinds.Where(name => kind.StartsWith(name, StringComparison.Ordinal)).Select(name => (of, name.Length)))
        .OrderByDescending(found => found.Length).Select(found => found.of).FirstOrDefault();
}

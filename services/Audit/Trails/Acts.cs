namespace Ledger.Audit.Trails;

/// <summary>
/// Which facts are decisions of one person about what another made. Known by their published names: where a service gets a new
/// fact of this kind, its name is added here.
/// </summary>
internal static class Acts
{
    /// <summary>Facts by which somebody approved, signed, verified or consented.</summary>
    public static IReadOnlySet<string> Approvals { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "agreement_signed.v1", "retroactive_change_confirmed.v1", "contribution_verified.v1", "value_accepted.v1", "value_approved.v1",
        "no_objection_recorded.v1", "run_approved.v1", "disclosure_approved.v1", "custodian_consented.v1", "erasure_ordered.v1",
        "grant_issued.v1", "desk_rules_confirmed.v1", "finding_closed.v1",
    };

    /// <summary>
    /// Duties that two persons must hold: whoever did the first may not do the second about the same thing. The same stream is the
    /// same thing.
    /// </summary>
    public static IReadOnlyList<(string Made, string Checked)> Separate { get; } =
    [
        ("contribution_registered.v1", "contribution_verified.v1"),
        ("value_proposed.v1", "value_accepted.v1"), ("value_proposed.v1", "value_approved.v1"),
        ("loss_measured.v1", "loss_allocated.v1"), ("risk_event_reported.v1", "loss_allocated.v1"),
        ("run_computed.v1", "run_approved.v1"), ("run_proposed.v1", "run_approved.v1"), ("run_approved.v1", "run_settled.v1"),
        ("disclosure_requested.v1", "disclosure_approved.v1"), ("erasure_requested.v1", "erasure_ordered.v1"),
        ("grant_proposed.v1", "grant_issued.v1"), ("desk_rules_proposed.v1", "desk_rules_confirmed.v1"), ("finding_raised.v1", "finding_closed.v1"),
    ];
}

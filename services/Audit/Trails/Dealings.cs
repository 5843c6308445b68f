using System.Text.Json;
using Ledger.Audit.Log;

namespace Ledger.Audit.Trails;

/// <summary>
/// Which facts are dealings with an organisation, or decisions about it, and which organisation that is. Known by their published
/// names; that each is a registered fact, and that none of those that name one is forgotten, is held by a test.
/// </summary>
public static class Dealings
{
    /// <summary>Facts that say which organisations a stream is about; later decisions of the stream are about them too.</summary>
    public static IReadOnlySet<string> Openings { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "contribution_registered.v1", "appraisal_opened.v1", "reappraisal_opened.v1", "quotes_invited.v1", "risk_event_reported.v1", "bank_account_registered.v1",
        "payment_batch_prepared.v1", "payment_outcome_proposed.v1", "suspense_held.v1", "disclosure_requested.v1", "subject_key_made.v1",
    };

    /// <summary>Facts by which somebody deals with an organisation or decides about it.</summary>
    public static IReadOnlySet<string> Kinds { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "default_noticed.v1", "default_cured.v1", "default_remedied.v1", "party_withdrawal_noticed.v1", "certification_cancelled.v1",
        "contribution_registered.v1", "contribution_verified.v1", "contribution_disputed.v1", "dispute_resolved.v1",
        "access_granted.v1", "disclosure_requested.v1", "disclosure_approved.v1", "custodian_consented.v1",
        "value_proposed.v1", "value_approved.v1", "value_accepted.v1", "value_replaced.v1", "alternative_valued.v1", "revaluation_proposed.v1",
        "revaluation_approved.v1", "valuer_drawn.v1", "quotes_invited.v1", "quote_revealed.v1", "quotation_closed.v1", "market_evidence_registered.v1",
        "challenge_filed.v1", "challenge_determined.v1", "panel_vote_cast.v1", "challenge_concluded.v1", "later_sale_recorded.v1", "appraiser_admitted.v1",
        "risk_event_reported.v1", "loss_measured.v1", "loss_allocation_approved.v1", "loss_escalation_proposed.v1", "loss_escalation_consented.v1", "loss_escalation_decided.v1",
        "loss_allocated.v1", "loss_dispute_settled.v1", "loss_allocation_reversed.v1", "recovery_reported.v1", "loss_recovered.v1",
        "reserve_replenishment_proposed.v1", "reserve_replenishment_called.v1",
        "cost_claimed.v1", "benefit_recorded.v1", "run_settled.v1", "suspense_decided.v1", "bank_account_registered.v1", "bank_account_approved.v1", "payment_batch_prepared.v1",
        "payment_batch_approved.v1", "payment_outcome_proposed.v1", "payment_outcome_confirmed.v1", "payment_ended.v1", "settlement_terms_consented.v1",
        "correction_prepared.v1", "correction_booked.v1", "journal_entry_pending.v1", "custodians_appointed.v1",
        "grant_proposed.v1", "finding_raised.v1", "finding_closed.v1",
    };

    /// <summary>Members that name an organisation on the other side, and lists of such.</summary>
    public static IReadOnlySet<string> Sides { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "party", "payer", "owner", "sufferer", "receivedBy", "responsible", "holder", "enterprise", "seller", "buyer", "supplier", "source", "objector", "from", "to",
        "organisation", "reader",
    };

    // Objects whose member names are organisations, or persons and organisations.
    private static readonly HashSet<string> Keyed = new(StringComparer.Ordinal) { "sufferers", "amounts", "shares" };

    // Who acts is the one side; figures repeat what stands beside them.
    private static readonly HashSet<string> Skipped = new(StringComparer.Ordinal) { "by", "steps", "residual", "result", "inputs", "_sd", "period" };

    private const int LongestName = 120;

    /// <summary>Organisations that an entry names beside the one that acts.</summary>
    internal static IReadOnlySet<string> Named(JsonElement payload)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Collect("", payload, found);
        return found;
    }

    /// <summary>Dealings of these entries: by the organisation and by the person himself, who may be tied where his organisation is not.</summary>
    /// <param name="entries">Entries of <see cref="Kinds"/>.</param>
    /// <param name="openings">Entries of <see cref="Openings"/>, of all days.</param>
    internal static IEnumerable<(Guid Id, string By, string About)> Of(IEnumerable<LoggedEntry> entries, IEnumerable<LoggedEntry> openings)
    {
        var streams = openings.GroupBy(entry => entry.Envelope.Stream).ToDictionary(stream => stream.Key, stream => stream.SelectMany(entry => Named(entry.Payload)).ToHashSet(StringComparer.Ordinal));
        foreach (var entry in entries)
        {
            var node = TrailNodes.Of(entry);
            var about = Named(entry.Payload).Concat(streams.GetValueOrDefault(entry.Envelope.Stream, [])).Where(party => party != node.Organisation).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            foreach (var party in about)
            {
                foreach (var by in new[] { node.Organisation, node.Person }.OfType<string>()) yield return (entry.Envelope.Event, by, party);
            }
        }
    }

    private static void Collect(string name, JsonElement value, SortedSet<string> found)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (Skipped.Contains(member.Name)) continue;
                    if (Keyed.Contains(name)) found.Add(member.Name);
                    Collect(member.Name, member.Value, found);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Collect(name, item, found);
                break;
            case JsonValueKind.String when Sides.Contains(name) && value.GetString() is { Length: > 0 and <= LongestName } text && !IsDay(text):
                found.Add(text);
                break;
        }
    }

    // "from" and "to" name who pays whom in one fact, and days in others.
    private static bool IsDay(string text) => text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);
}

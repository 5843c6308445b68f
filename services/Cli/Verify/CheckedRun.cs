using System.Text.Json;
using Ledger.Rules;
using Ledger.Transparency.Bundles;

namespace Ledger.Cli.Verify;

/// <summary>A computed run as its event tells it, with the lists of inputs that stand in events before it.</summary>
internal sealed record CheckedRun
{
    public required ProvenEntry Entry { get; init; }

    public required JsonElement Payload { get; init; }

    /// <summary>What is shared.</summary>
    public required Money Pool { get; init; }

    /// <summary>What the reserve held before.</summary>
    public required Money Opening { get; init; }

    /// <summary>Every list of inputs, that of the computation last.</summary>
    public required IReadOnlyList<JsonElement> Lists { get; init; }

    /// <summary>Whether every list is disclosed: a run begins with them.</summary>
    public bool Whole => Lists.Count == Entry.Envelope.Version;

    public Currency Currency => Pool.Currency;

    /// <summary>The pool by its reference.</summary>
    public string Name => Payload.Text("pool", "reference") ?? "";

    public IEnumerable<JsonElement> Values => Lists.SelectMany(list => list.Items("lists", "values"));

    public IEnumerable<JsonElement> Claims => Lists.SelectMany(list => list.Items("lists", "claims"));

    public IEnumerable<JsonElement> Charges => Lists.SelectMany(list => list.Items("lists", "charges"));

    /// <summary>Payments of all charges.</summary>
    public IEnumerable<PaidLoss> Payments => Charges.SelectMany(PaidLoss.OfCharge);

    /// <summary>Last day on which something counts.</summary>
    public DateOnly LastDay => Payload.Text("extras", "cutOff", "effectiveOn") is null ? Payload.Day("pool", "period", "to") : Payload.Day("extras", "cutOff", "effectiveOn");

    /// <summary>Whether a fact was known by the time as of which the run was computed; without one, everything was.</summary>
    public bool Knew(JsonElement fact) =>
        Payload.Text("extras", "cutOff", "recordedBy") is not { } known || string.CompareOrdinal(fact.Text("at"), known) <= 0;

    /// <summary>The run; null when it names no pool or no reserve.</summary>
    public static CheckedRun? Of(Reperforming work, ProvenEntry entry) =>
        entry.Payload is { } payload && payload.Amount("pool", "amount") is { } pool && payload.Amount("reserve", "opening") is { } opening
            ? new CheckedRun
            {
                Entry = entry, Payload = payload, Pool = pool, Opening = opening,
                Lists = [.. work.Before(entry, "run_inputs_listed.v1").Reverse().Select(other => other.Payload!.Value), payload],
            }
            : null;

    /// <summary>The computation that a settlement settled; null when it is not disclosed.</summary>
    public static CheckedRun? SettledBy(Reperforming work, ProvenEntry settled) =>
        work.Before(settled, "run_computed.v1").FirstOrDefault(other => other.Envelope.PayloadHash == settled.Payload?.Text("proposalHash")) is { } computed
            ? Of(work, computed)
            : null;

    /// <summary>Whether it was put to the participants: what it rests on was read again then.</summary>
    public bool Proposed(Reperforming work) =>
        work.Stream(Entry).Any(other => other.Envelope.Type == "run_proposed.v1" && other.Payload!.Value.Text("proposalHash") == Entry.Envelope.PayloadHash);

    /// <summary>A payment of a loss: who receives, who pays (null: the reserve), how much.</summary>
    internal sealed record PaidLoss(string? Party, string? Payer, Money? Amount)
    {
        /// <summary>The reserve's name where a party's could stand.</summary>
        public const string Reserve = "reserve";

        /// <summary>Whether the reserve receives it.</summary>
        public bool ToReserve => Party == Reserve;

        /// <summary>Payments of a charge or of an allocation.</summary>
        public static IEnumerable<PaidLoss> OfCharge(JsonElement value) =>
            value.Items("payments").Select(line => new PaidLoss(line.Text("party"), line.Text("payer"), line.Amount("amount")));

        /// <summary>Money from one to another, where no name is the reserve's.</summary>
        public static IEnumerable<PaidLoss> OfTransfers(JsonElement value, string member) =>
            value.Items(member).Select(line => new PaidLoss(line.Text("to") ?? Reserve, line.Text("from"), line.Amount("amount")));
    }
}

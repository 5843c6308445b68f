using System.Diagnostics;
using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Audit.Domain;

/// <summary>Which amounts of the log make a population; with the size of the log it is the same for ever.</summary>
/// <param name="Kind">Event type.</param>
/// <param name="Path">Where in the payload the amounts stand: <c>accepted</c>, <c>lines[*].cash</c>.</param>
/// <param name="Currency">Currency of the amounts; others are left out and counted apart.</param>
/// <param name="From">First day of recording; null for the beginning.</param>
/// <param name="To">Last day of recording; null for no end.</param>
/// <param name="Size">Entries of the log, of all consortia, among which is looked.</param>
public sealed record PopulationOf(string Kind, string Path, string Currency, DateOnly? From, DateOnly? To, long Size);

/// <summary>Control totals of a population.</summary>
/// <param name="Count">Items.</param>
/// <param name="Total">Their amounts together.</param>
/// <param name="Hash">SHA-256 over the canonical JSON of the items.</param>
/// <param name="OtherCurrencies">Amounts left out for their currency.</param>
/// <param name="Negative">Amounts left out because they are below zero.</param>
public sealed record ControlTotals(int Count, Money Total, string Hash, int OtherCurrencies, int Negative);

/// <summary>A sample was drawn. Whoever draws again from the same log, method and seed gets the same items.</summary>
/// <param name="Reference">The auditor's own id of the sample.</param>
/// <param name="Case">Case it belongs to.</param>
/// <param name="Population">What it was drawn from.</param>
/// <param name="Totals">Control totals of that.</param>
/// <param name="Rule">Id of the method.</param>
/// <param name="RuleVersion">Its version.</param>
/// <param name="InputsHash">Hash of the method's inputs, items included.</param>
/// <param name="Plan">Plan, seed, size and strata, as the method takes them.</param>
/// <param name="Figures">What the method gave: items drawn, interval.</param>
/// <param name="By">Who drew.</param>
/// <param name="At">When.</param>
public sealed record SampleDrawn(
    string Reference, string Case, PopulationOf Population, ControlTotals Totals, string Rule, int RuleVersion, string InputsHash, JsonElement Plan,
    JsonElement Figures, Actor By, DateTimeOffset At);

/// <summary>One sample; drawn once.</summary>
public sealed record Sample
{
    public Guid Id { get; init; }

    /// <summary>What was drawn; null before.</summary>
    public SampleDrawn? Drawn { get; init; }

    public static Sample None(Guid id) => new() { Id = id };
}

public sealed record SampleExists() : Rejection("sample.exists", RejectionKind.Conflict, new(
    "Another sample has this reference. A drawn sample is not drawn again under its name.", "该编号已有另一份样本；样本不得以同一编号重抽。"));

public sealed record SamplePeriodOpen(DateOnly Today) : Rejection("sample.period-open", RejectionKind.Conflict, new(
    $"The last day of the population must be before today, {Today:yyyy-MM-dd} UTC: on an open day items are still recorded.",
    $"总体的截止日必须早于今日 {Today:yyyy-MM-dd}（UTC）：未结束的日期仍会有新记录。"));

/// <summary>Records samples.</summary>
public static class SampleDecider
{
    public static Decision Decide(Sample state, SampleDrawn drawn)
    {
        if (DeskTexts.Broken("reference", drawn.Reference, AuditLimits.DeskIdentifier) is { } badReference) return badReference;
        if (DeskTexts.Broken("case", drawn.Case, AuditLimits.DeskIdentifier) is { } badCase) return badCase;
        var today = DateOnly.FromDateTime(drawn.At.UtcDateTime);
        if (drawn.Population.To is not { } to || to >= today) return new SamplePeriodOpen(today) { Field = "to" };
        if (state.Drawn is not { } before) return Decision.Accept(drawn);
        return before.InputsHash == drawn.InputsHash && before.Rule == drawn.Rule && before.Case == drawn.Case ? Decision.Nothing : new SampleExists { Field = "reference" };
    }

    public static Sample Evolve(Sample state, object fact) => fact switch
    {
        SampleDrawn f => state with { Drawn = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a sample."),
    };
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Rules;

namespace Ledger.Risks.Domain;

/// <summary>
/// Sees to it that nothing is measured twice: the platform itself adds to the inputs what other events counted, and the method
/// refuses what overlaps. So the snapshot of a measurement says against what it was held.
/// </summary>
internal static class Overlaps
{
    private const string Disruption = "risk.disruption";
    private const string Interruption = "risk.business-interruption";

    /// <summary>Whether measurements by this method cover hours or days that others must not count.</summary>
    public static bool Concerns(string method) => method is Disruption or Interruption;

    /// <summary>The inputs with what other events counted; or why the event cannot be told from another.</summary>
    public static JsonElement Complete(RiskReport report, MeasureLoss command, out Rejection? refused)
    {
        refused = null;
        // What is no object is named by the method's reader.
        if (command.Inputs.ValueKind != JsonValueKind.Object) return command.Inputs;
        var near = command.Known.Others.Where(other => other.Sufferers.Any(report.Sufferers.ContainsKey)).ToList();
        switch (command.Method)
        {
            case Disruption:
                refused = Stated(command.Inputs, "counted");
                refused ??= Unlogged(report, command, near);
                return refused is null ? With(command.Inputs, "counted", Counted(command)) : command.Inputs;
            case Interruption:
                refused = Stated(command.Inputs, "otherPeriods");
                refused ??= command.Inputs.TryGetProperty("period", out _) ? null : new PeriodMissing { Field = "inputs.period" };
                return refused is null ? With(command.Inputs, "otherPeriods", Periods(near)) : command.Inputs;
            default:
                return command.Inputs;
        }
    }

    /// <summary>What the measurement covers, read from inputs that the method took.</summary>
    public static (IReadOnlyList<LogStretch> Log, Period? Period) Of(JsonElement inputs) => (Log(inputs), PeriodOf(inputs));

    private static CountedByPlatform? Stated(JsonElement inputs, string member) =>
        inputs.TryGetProperty(member, out _) ? new CountedByPlatform(member) { Field = $"inputs.{member}" } : null;

    // Two stops of the same sufferer on the same day can be one stop reported twice: then the machines' logs must tell them apart.
    private static LogMissing? Unlogged(RiskReport report, MeasureLoss command, IReadOnlyList<MeasuredSpanRecorded> near)
    {
        var logged = command.Inputs.TryGetProperty("log", out var log) && log.ValueKind == JsonValueKind.Array && log.GetArrayLength() > 0;
        var twin = near.FirstOrDefault(other =>
            other.Category == report.Category && other.OccurredOn == report.OccurredOn && (!logged || other.Log.Count == 0));
        return twin is null ? null : new LogMissing(twin.Reference, report.OccurredOn) { Field = "inputs.log" };
    }

    private static IReadOnlyList<CountedStretch> Counted(MeasureLoss command)
    {
        var machines = Log(command.Inputs).Select(stretch => stretch.Machine).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. command.Known.Others.SelectMany(other => other.Log
                .Where(stretch => machines.Contains(stretch.Machine))
                .Select(stretch => new CountedStretch(Name(other.Reference), stretch.Machine, stretch.From, stretch.To))),
        ];
    }

    private static IReadOnlyList<OtherPeriod> Periods(IReadOnlyList<MeasuredSpanRecorded> near) =>
        [.. near.Where(other => other.Period is not null).Select(other => new OtherPeriod(Name(other.Reference), other.Period!))];

    // References may hold dots and underscores, identifiers of methods not.
    private static string Name(string reference)
    {
        var name = string.Concat(reference.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).TrimStart('-');
        return name.Length == 0 ? "event" : name[..Math.Min(name.Length, RuleLimits.Identifier)];
    }

    private static JsonElement With<T>(JsonElement inputs, string member, IReadOnlyList<T> others)
    {
        if (others.Count == 0) return inputs;
        var copy = JsonObject.Create(inputs)!;
        copy[member] = JsonSerializer.SerializeToNode(others, RuleJson.PlainAmounts);
        return JsonSerializer.SerializeToElement(copy);
    }

    // Only what is well formed; the method names the rest.
    private static List<LogStretch> Log(JsonElement inputs)
    {
        var found = new List<LogStretch>();
        if (!inputs.TryGetProperty("log", out var log) || log.ValueKind != JsonValueKind.Array) return found;
        foreach (var entry in log.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object))
        {
            if (Text(entry, "machine") is { } machine && Rational.TryParse(Text(entry, "from"), out var from) && Rational.TryParse(Text(entry, "to"), out var to))
                found.Add(new LogStretch(machine, from, to));
        }

        return found;
    }

    private static Period? PeriodOf(JsonElement inputs) =>
        inputs.TryGetProperty("period", out var period) && period.ValueKind == JsonValueKind.Object
        && DateOnly.TryParseExact(Text(period, "from"), "yyyy-MM-dd", out var from) && DateOnly.TryParseExact(Text(period, "to"), "yyyy-MM-dd", out var to)
            ? new Period(from, to)
            : null;

    private static string? Text(JsonElement entry, string member) =>
        entry.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

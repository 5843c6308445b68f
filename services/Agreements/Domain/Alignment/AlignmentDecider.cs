using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>Enter supply and demand; a reason is needed to replace earlier data of the period.</summary>
public sealed record RecordAlignment(string Region, AlignmentData Data, string? Reason, Actor By, DateTimeOffset At);

/// <summary>Data of a period are entered once; whoever replaces them says why, and the earlier ones stay in the stream.</summary>
public static class AlignmentDecider
{
    public static Decision Decide(AlignmentSeries state, RecordAlignment command)
    {
        if (!InputReader.IsIdentifier(command.Region)) return Problems.NotAnIdentifier("region", command.Region);
        var (period, unit) = (command.Data.Period, command.Data.Unit);
        if (period.To < period.From) return Problems.DatesNotOrdered("data.period.to", period.From, period.To);
        if ((Check("data.supply", command.Data.Supply, unit) ?? Check("data.demand", command.Data.Demand, unit)) is { } rejection) return rejection;
        var there = state.Find(period);
        if (there is not null && Same(there.Data, command.Data)) return Decision.Nothing;
        if (there is not null && Reasons.Check(command.Reason ?? "") is { } blank) return blank;
        if (there is null && state.Entries.Count >= AgreementLimits.AlignmentPeriods) return new AlignmentFull();

        var computed = Compute(command.Data);
        if (computed.Rejection is { } refused) return refused with { Field = JsonPath.Within("data", refused.Field) };
        var method = AlignmentIndex.Method;
        return Decision.Accept(new AlignmentRecorded(
            command.Region, command.Data, computed.Value!.Index, method.Id, method.Version, there is null ? null : command.Reason, command.By, command.At));
    }

    /// <summary>The index with its steps; headcounts are turned into exact shares first.</summary>
    public static Outcome<AlignmentIndexFigures> Compute(AlignmentData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return AlignmentIndex.Compute(new AlignmentIndexInput(Shares(data.Supply, data.Unit), Shares(data.Demand, data.Unit)));
    }

    public static AlignmentSeries Evolve(AlignmentSeries state, object fact) => fact switch
    {
        AlignmentRecorded f => state with
        {
            Region = f.Region,
            Entries =
            [
                .. state.Entries.Where(entry => entry.Data.Period != f.Data.Period)
                    .Append(new AlignmentEntry(f.Data, f.Index, f.Method, f.MethodVersion, (state.Find(f.Data.Period)?.Entered ?? 0) + 1, f.By, f.At))
                    .OrderBy(entry => entry.Data.Period.From).ThenBy(entry => entry.Data.Period.To),
            ],
        },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of an alignment series."),
    };

    private static IReadOnlyDictionary<string, Rational> Shares(AlignmentSide side, AlignmentUnit unit)
    {
        if (unit == AlignmentUnit.Share) return side.Fields;
        var all = side.Fields.Values.Aggregate(Rational.Zero, (sum, people) => sum + people);
        return side.Fields.ToDictionary(field => field.Key, field => field.Value / all, StringComparer.Ordinal);
    }

    private static Rejection? Check(string side, AlignmentSide data, AlignmentUnit unit)
    {
        var fields = JsonPath.Member(side, "fields");
        if (data.Fields.Count == 0) return Problems.Empty(fields);
        if (data.Fields.Count > AgreementLimits.AlignmentFields) return Problems.TooMany(fields, AgreementLimits.AlignmentFields);
        foreach (var (field, value) in data.Fields)
        {
            var path = JsonPath.Member(fields, field);
            if (!InputReader.IsIdentifier(field)) return Problems.NotAnIdentifier(path, field);
            if (value.Sign < 0) return Problems.Negative(path, value.ToString());
            if (unit == AlignmentUnit.Headcount && !value.IsWhole) return new HeadcountNotWhole(value.ToString()) { Field = path };
        }

        if (data.Fields.Values.All(value => value.Sign == 0)) return Problems.NotPositive(fields, "0");
        return CheckSource(JsonPath.Member(side, "source"), data.Source);
    }

    private static DataSourceMissing? CheckSource(string path, DataSource source)
    {
        if (source.Sha256 is { } hash && (hash.Length != 64 || hash.Any(c => c is not (>= '0' and <= '9' or >= 'a' and <= 'f'))))
            return new DataSourceMissing { Field = JsonPath.Member(path, "sha256") };
        if (source.Note is { } note && new[] { note.En, note.Zh }.Any(text => string.IsNullOrWhiteSpace(text) || text.Length > AgreementLimits.Reason))
            return new DataSourceMissing { Field = JsonPath.Member(path, "note") };
        return source.Sha256 is null && source.Note is null ? new DataSourceMissing { Field = path } : null;
    }

    private static bool Same(AlignmentData one, AlignmentData other) =>
        one.Unit == other.Unit && Same(one.Supply, other.Supply) && Same(one.Demand, other.Demand);

    private static bool Same(AlignmentSide one, AlignmentSide other) => one.Source == other.Source && one.Fields.Count == other.Fields.Count
        && one.Fields.All(field => other.Fields.TryGetValue(field.Key, out var value) && value == field.Value);
}

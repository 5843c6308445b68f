using System.Security.Cryptography;
using System.Text;
using Ledger.Rules;

namespace Ledger.Valuation.Domain;

/// <summary>
/// What a run would do, calculated without writing anything. The same order on the same facts gives the same lines and the same hash, so
/// that who confirms the hash confirms every line.
/// </summary>
public sealed class RunPreview(RunOrder order, Actor by, KnownIndex? known, DateTimeOffset at)
{
    private readonly List<RunLine> lines = [];
    private readonly IncrementalHash hash = Begin(order);
    private readonly SortedDictionary<string, RunTotal> totals = new(StringComparer.Ordinal);

    public IReadOnlyList<RunLine> Lines => lines;

    public RunCounts Counts { get; private set; } = RunCounts.Zero;

    /// <summary>Sums by currency.</summary>
    public IReadOnlyList<RunTotal> Totals => [.. totals.Values];

    /// <summary>
    /// SHA-256, lower-case hex, of UTF-8 lines that each end in a line feed: the order (reference, method, version, day, series and release or the
    /// curve), then for every line its appraisal, the number of the value that stood, and its proposal hash or the code of its refusal; the
    /// parts of a line are parted by "|".
    /// </summary>
    public string Hash => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Whether more contributions match than one run takes.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>Adds the next appraisal; they come in the order of their ids.</summary>
    /// <param name="appraisal">An appraisal that the filter lets through.</param>
    /// <param name="agreement">Version in force on the order's day, or null.</param>
    /// <returns>Whether there is room for it.</returns>
    public bool Add(Appraisal appraisal, AdoptedAgreement? agreement)
    {
        if (lines.Count == ValuationLimits.RunLines)
        {
            TooLarge = true;
            return false;
        }

        var line = RunRules.Line(lines.Count + 1, order, appraisal, agreement, by, known, at);
        lines.Add(line);
        Counts += line switch { { Code: not null } => new(0, 0, 1), { TwoApprovals: true } => new(0, 1, 0), _ => new RunCounts(1, 0, 0) };
        if (line is { New: { } value, Old: { } old })
        {
            var sum = totals.GetValueOrDefault(value.Currency.Code) ?? new RunTotal(Money.Zero(value.Currency), Money.Zero(value.Currency));
            totals[value.Currency.Code] = new RunTotal(sum.Old + old, sum.New + value);
        }

        Append(hash, $"{line.Appraisal:D}|{line.Against}|{line.ProposalHash ?? line.Code}\n");
        return true;
    }

    private static IncrementalHash Begin(RunOrder order)
    {
        var begun = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var curve = order.Roll.Curve;
        var way = order.Index is { } index
            ? $"{index.Series}|{index.Release}"
            : $"{KebabCase.Name(curve!.Method)}|{curve.LifeYears}|{curve.Salvage}|{curve.Rate}|{curve.SwitchToStraightLine}";
        Append(begun, $"{order.Reference}|{order.Method}|{order.MethodVersion}|{order.On:yyyy-MM-dd}|{way}\n");
        return begun;
    }

    private static void Append(IncrementalHash to, string text) => to.AppendData(Encoding.UTF8.GetBytes(text));
}

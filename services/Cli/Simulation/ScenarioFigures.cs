using System.Globalization;
using Ledger.Rules;

namespace Ledger.Cli.Simulation;

/// <summary>
/// The figures of a case, in a shape that both the offline calculation and the running services can fill: equal cases have
/// equal figures, to the smallest unit. All amounts are in one currency.
/// </summary>
/// <param name="Consortium">Consortium id.</param>
/// <param name="Currency">Of every amount.</param>
/// <param name="Accepted">Accepted value per party of the agreement, cash included.</param>
/// <param name="InKind">Accepted value per party without cash.</param>
/// <param name="Contributions">By reference.</param>
/// <param name="Losses">By reference.</param>
/// <param name="Tiers">By pool, tier in order, party; the reserve's line has no party.</param>
/// <param name="Shares">Benefit share per participant, all pools together.</param>
/// <param name="Cash">Shares plus what a party receives for losses less what it pays, for every party with either.</param>
/// <param name="Reserve">The risk reserve over the case.</param>
public sealed record ScenarioFigures(
    string Consortium,
    Currency Currency,
    IReadOnlyDictionary<string, Money> Accepted,
    IReadOnlyDictionary<string, Money> InKind,
    IReadOnlyList<ContributionFigure> Contributions,
    IReadOnlyList<LossFigure> Losses,
    IReadOnlyList<TierFigure> Tiers,
    IReadOnlyDictionary<string, Money> Shares,
    IReadOnlyDictionary<string, Money> Cash,
    ReserveFigures Reserve)
{
    /// <summary>Every figure under a stable name ("accepted.E1", "losses.R1.net"), for comparing two fillings one by one.</summary>
    public IReadOnlyDictionary<string, string> Flatten()
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["consortium"] = Consortium, ["currency"] = Currency.Code };
        Add(flat, "accepted", Accepted);
        Add(flat, "inKind", InKind);
        Add(flat, "shares", Shares);
        Add(flat, "cash", Cash);
        foreach (var item in Contributions)
        {
            var name = $"contributions.{item.Reference}";
            flat[$"{name}.party"] = item.Party;
            flat[$"{name}.method"] = item.Method;
            flat[$"{name}.claimed"] = item.Claimed.Amount;
            flat[$"{name}.accepted"] = item.Accepted.Amount;
        }

        foreach (var item in Losses)
        {
            var name = $"losses.{item.Reference}";
            flat[$"{name}.net"] = item.Net.Amount;
            flat[$"{name}.reservePays"] = item.ReservePays.Amount;
            foreach (var line in item.Lines.GroupBy(line =>
                $"{name}.{KebabCase.Name(line.Kind)}.{line.Sufferer}.{line.Payer ?? (line.Reason is { } reason ? KebabCase.Name(reason) : "reserve")}"))
                flat[line.Key] = Money.Sum(line.Select(part => part.Amount), Currency).Amount;
        }

        foreach (var line in Tiers) flat[$"tiers.{line.Pool}.{line.Tier}.{line.Party ?? "reserve"}"] = line.Amount.Amount;
        flat["reserve.opening"] = Reserve.Opening.Amount;
        flat["reserve.funded"] = Reserve.Funded.Amount;
        flat["reserve.drawn"] = Reserve.Drawn.Amount;
        flat["reserve.closing"] = Reserve.Closing.Amount;
        return flat;
    }

    /// <summary>Every figure in which another filling differs, by name; empty when the two agree.</summary>
    public IReadOnlyList<FigureDifference> DifferencesFrom(ScenarioFigures expected)
    {
        var mine = Flatten();
        var theirs = expected.Flatten();
        return
        [
            .. theirs.Keys.Union(mine.Keys).Order(StringComparer.Ordinal)
                .Select(name => new FigureDifference(name, theirs.GetValueOrDefault(name), mine.GetValueOrDefault(name)))
                .Where(difference => difference.Expected != difference.Actual),
        ];
    }

    private static void Add(SortedDictionary<string, string> flat, string name, IReadOnlyDictionary<string, Money> amounts)
    {
        foreach (var (party, amount) in amounts) flat[$"{name}.{party}"] = amount.Amount;
    }
}

/// <summary>One contribution: claimed, accepted.</summary>
public sealed record ContributionFigure(string Reference, string Party, ContributionKind Kind, string Method, Money Claimed, Money Accepted);

/// <summary>One loss: what is borne, and by whom.</summary>
/// <param name="Reference">The event.</param>
/// <param name="Category">Its category.</param>
/// <param name="Net">Loss allocated.</param>
/// <param name="ReservePays">Of it, paid by the reserve.</param>
/// <param name="Lines">Sum to the loss.</param>
public sealed record LossFigure(string Reference, string Category, Money Net, Money ReservePays, IReadOnlyList<AllocationLine> Lines);

/// <summary>What one tier of a pool gave one party, or the reserve.</summary>
/// <param name="Pool">Pool reference.</param>
/// <param name="Tier">"reserve", "cost-recovery", "preferred-return", "residual/accepted-value", "residual/fixed-points".</param>
/// <param name="Party">Null for the reserve.</param>
/// <param name="Amount">Also when it is zero, so that a missing line shows.</param>
public sealed record TierFigure(string Pool, string Tier, string? Party, Money Amount);

/// <summary>The risk reserve: opening + funded - drawn = closing.</summary>
public sealed record ReserveFigures(Money Opening, Money Funded, Money Drawn, Money Closing);

/// <summary>A figure that is not as expected.</summary>
/// <param name="Name">"cash.E1".</param>
/// <param name="Expected">Null when no such figure was expected.</param>
/// <param name="Actual">Null when there is no such figure.</param>
public sealed record FigureDifference(string Name, string? Expected, string? Actual)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: expected {Expected ?? "nothing"}, got {Actual ?? "nothing"} / 应为{Expected ?? "无"}，实为{Actual ?? "无"}");
}

using Ledger.Rules;

namespace Ledger.Cli.Simulation;

/// <summary>One figure of two runs of a case.</summary>
/// <param name="Name">Of <see cref="ScenarioFigures.Flatten"/>: "shares.E1".</param>
/// <param name="Base">In the first run; null when it has no such figure.</param>
/// <param name="Changed">In the second run; null when it has no such figure.</param>
/// <param name="Difference">Changed less base where both are amounts; else null.</param>
public sealed record ComparedFigure(string Name, string? Base, string? Changed, Money? Difference);

/// <summary>Two runs side by side.</summary>
/// <param name="BaseName">What the first run is.</param>
/// <param name="ChangedName">What the second run is.</param>
/// <param name="Base">Figures of the first run.</param>
/// <param name="Changed">Figures of the second run, of the same currency.</param>
public sealed record Comparison(string BaseName, string ChangedName, ScenarioFigures Base, ScenarioFigures Changed)
{
    private static readonly string[] Words = ["consortium", "currency"];

    /// <summary>Every figure of either run by name, equal ones too.</summary>
    public IReadOnlyList<ComparedFigure> Figures()
    {
        var left = Base.Flatten();
        var right = Changed.Flatten();
        return
        [
            .. left.Keys.Union(right.Keys).Except(Words).Order(StringComparer.Ordinal)
                .Select(name => Figure(name, left.GetValueOrDefault(name), right.GetValueOrDefault(name))),
        ];
    }

    /// <summary>Changed less base, one missing counting as zero.</summary>
    public Money Difference(Money? from, Money? to) => (to ?? Money.Zero(Base.Currency)) - (from ?? Money.Zero(Base.Currency));

    private ComparedFigure Figure(string name, string? from, string? to)
    {
        var amounts = Money.TryParse(from ?? "", Base.Currency, out var left) & Money.TryParse(to ?? "", Base.Currency, out var right);
        return new ComparedFigure(name, from, to, amounts ? right! - left! : null);
    }
}

namespace Ledger.Rules;

/// <summary>Collects the lines of a calculation while it is made.</summary>
internal sealed class Steps
{
    private readonly List<Step> lines = [];
    private readonly List<ResidualNote> residual = [];

    public IReadOnlyList<Step> Lines => lines;

    public IReadOnlyList<ResidualNote> Residual => residual;

    public void Add(string id, Text name, Rational value, string? unit = null, string? formula = null, Text? note = null) =>
        lines.Add(new Step(id, name, value.ToString(), unit, formula, note));

    public void Add(string id, Text name, Money value, string? formula = null, Text? note = null) =>
        lines.Add(new Step(id, name, value.Amount, value.Currency.Code, formula, note));

    public void Say(string id, Text name, string value, Text? note = null) => lines.Add(new Step(id, name, value, Note: note));

    public void Left(string line, Split split) =>
        residual.AddRange(split.Residual.Select(unit => new ResidualNote(line, unit.Party, unit.Remainder.Round(RuleLimits.RemainderDigits, Rounding.Down))));
}

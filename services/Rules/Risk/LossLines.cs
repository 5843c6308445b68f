namespace Ledger.Rules;

/// <summary>Lines and refusals that the loss measures share.</summary>
internal static class LossLines
{
    /// <summary>Rounds an exact value half-up to money and writes the line.</summary>
    public static Money Round(this Steps steps, Currency currency, string id, Text name, Rational exact, string? formula = null, Text? note = null)
    {
        var money = Money.FromRational(exact, currency, Rounding.HalfUp);
        steps.Add(id, name, money, formula, note);
        return money;
    }

    /// <summary>Something that lowers the loss is above the loss it lowers.</summary>
    public static InputRejection Above(string code, string field, Text what, Money found, Money loss) => new(code,
        new($"{what.En} {found.Amount} is above the loss {loss.Amount}.", $"{what.Zh}{found.Amount}高于损失{loss.Amount}。")) { Field = field, Value = found.Amount };

    public static Text Insurance { get; } = new("The insurance", "保险赔款");

    public static Text Salvage { get; } = new("The salvage", "残值");
}

namespace Ledger.Rules;

/// <summary>A value that was accepted and is carried on; the platform puts it in.</summary>
/// <param name="Value">What counted; at least 0.</param>
/// <param name="On">Its valuation date.</param>
public sealed record PreviousValue(Money Value, DateOnly On)
{
    /// <summary>The member of the inputs that only the platform states.</summary>
    internal const string Member = "previous";

    internal static PreviousValue? Read(InputReader inputs, Currency? currency)
    {
        if (inputs.Object(Member) is not { } previous) return null;
        var value = previous.Amount("value", currency);
        var on = previous.Date("on");
        previous.Close();
        return value is not null && on is { } day ? new PreviousValue(value, day) : null;
    }

    internal void Check(Checks checks, DateOnly on)
    {
        checks.NotNegative($"{Member}.value", Value);
        checks.That(on >= On, () => new InputRejection("revaluation.before-previous",
            new($"The value is of {On:yyyy-MM-dd}; it is not carried back to {on:yyyy-MM-dd}.", $"原价值的基准日为{On:yyyy-MM-dd}，不得倒推至{on:yyyy-MM-dd}。"))
            { Field = $"{Member}.on", Value = $"{On:yyyy-MM-dd}" });
    }
}

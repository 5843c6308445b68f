using System.Numerics;

namespace Ledger.Rules;

/// <summary>Inputs of <see cref="MusSampleSize"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="BookValue">Of the population; above 0.</param>
/// <param name="Reliability">Reliability factor for no error at the level wanted (3.0 at 95%); above 0.</param>
/// <param name="Tolerable">Tolerable misstatement; above 0.</param>
/// <param name="Expected">Expected misstatement; null for none.</param>
/// <param name="Expansion">Expansion factor for the expected misstatement (1.6 at 95%); needed with an expected misstatement.</param>
public sealed record MusSampleSizeInput(Currency Currency, Money BookValue, Rational Reliability, Money Tolerable, Money? Expected, Rational? Expansion);

/// <summary>Figures of <see cref="MusSampleSize"/>.</summary>
/// <param name="SampleSize">Number of money units to draw.</param>
/// <param name="Interval">Book value over sample size, to the smallest unit.</param>
public sealed record MusSampleSizeFigures(BigInteger SampleSize, Money Interval) : Figures;

/// <summary>
/// Sample size of monetary-unit sampling: n = book value x reliability / (tolerable - expected x expansion), rounded up; interval
/// = book value / n. Source: audit sampling guides; domain rules, section 6.
/// </summary>
public static class MusSampleSize
{
    public static Method<MusSampleSizeInput, MusSampleSizeFigures> Method { get; } = new("audit.mus-sample-size", 1, MethodPurpose.Analysis,
        new("Monetary-unit sample size", "货币单元抽样样本量"), Read, Compute);

    /// <summary>Computes sample size and interval.</summary>
    /// <returns>Figures; or mus.tolerable-used-up, mus.expansion-missing, input.not-positive, money.not-positive, money.negative.</returns>
    public static Outcome<MusSampleSizeFigures> Compute(MusSampleSizeInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.BookValue.Sign > 0, () => Problems.AmountNotPositive("bookValue", input.BookValue.Amount));
        checks.That(input.Tolerable.Sign > 0, () => Problems.AmountNotPositive("tolerable", input.Tolerable.Amount));
        checks.Positive("reliability", input.Reliability);
        if (input.Expected is { } misstated) checks.NotNegative("expected", misstated);
        if (input.Expansion is { } factor) checks.Positive("expansion", factor);
        checks.That(input.Expected is not { Sign: > 0 } || input.Expansion is not null, () => new InputRejection("mus.expansion-missing",
            new("An expected misstatement needs its expansion factor.", "给出预计错报时须给出扩张系数。")).At("expansion"));
        if (checks.Failed) return checks.Refuse<MusSampleSizeFigures>();

        var expected = (input.Expected?.Value ?? 0) * (input.Expansion ?? 0);
        var room = input.Tolerable.Value - expected;
        if (room.Sign <= 0)
        {
            return new InputRejection("mus.tolerable-used-up",
                new($"The expected misstatement x expansion ({expected}) leaves nothing of the tolerable one: no sample is large enough.",
                    $"预计错报乘扩张系数（{expected}）已用尽可容忍错报，任何样本量都不够。")) { Field = "tolerable", Value = input.Tolerable.Amount };
        }

        var steps = new Steps();
        steps.Add("room", new("Tolerable less expected misstatement", "可容忍错报减预计错报"), room, input.Currency.Code, $"{input.Tolerable.Amount} - {expected}");
        var exact = input.BookValue.Value * input.Reliability / room;
        var size = -(-exact).Floor();
        steps.Add("sample-size", new("Sample size", "样本量"), size, formula: $"{input.BookValue.Amount} * {input.Reliability} / {room}", note: new("Rounded up.", "向上取整。"));
        var interval = steps.Round(input.Currency, "interval", new("Sampling interval", "抽样间隔"), input.BookValue.Value / size, $"{input.BookValue.Amount} / {size}");
        return new MusSampleSizeFigures(size, interval) { Steps = steps.Lines };
    }

    private static MusSampleSizeInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var book = inputs.Amount("bookValue", currency);
        var reliability = inputs.Number("reliability");
        var tolerable = inputs.Amount("tolerable", currency);
        var expected = inputs.OptionalAmount("expected", currency);
        var expansion = inputs.OptionalNumber("expansion");
        return currency is not null && book is not null && reliability is { } factor && tolerable is not null
            ? new MusSampleSizeInput(currency, book, factor, tolerable, expected, expansion)
            : null;
    }
}

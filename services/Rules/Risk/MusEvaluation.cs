using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>To what the sampling interval is rounded before it is used.</summary>
[JsonConverter(typeof(KebabCaseEnum<IntervalRounding>))]
public enum IntervalRounding
{
    /// <summary>Half-up to a whole unit of the currency, as printed worksheets do.</summary>
    WholeUnit,

    /// <summary>Half-up to the smallest unit.</summary>
    SmallestUnit,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>A sampled item whose audited value differs from its book value.</summary>
/// <param name="Id">Unique among the errors.</param>
/// <param name="Book">Book value; above 0.</param>
/// <param name="Audited">Audited value; at least 0.</param>
public sealed record SampleError(string Id, Money Book, Money Audited);

/// <summary>Inputs of <see cref="MusEvaluation"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="BookValue">Of the population; above 0.</param>
/// <param name="SampleSize">Money units drawn; at least 1.</param>
/// <param name="Reliability">Reliability factors for 0, 1, 2… errors, each above the one before (3.0, 4.75, 6.3 at 95%).</param>
/// <param name="IntervalRounding">Of the interval.</param>
/// <param name="Errors">Errors found; empty for none.</param>
/// <param name="Tolerable">Tolerable misstatement to compare with, or null.</param>
public sealed record MusEvaluationInput(
    Currency Currency, Money BookValue, int SampleSize, IReadOnlyList<Rational> Reliability, IntervalRounding IntervalRounding, IReadOnlyList<SampleError> Errors, Money? Tolerable);

/// <summary>Figures of <see cref="MusEvaluation"/>.</summary>
/// <param name="Interval">Book value over sample size, rounded as stated.</param>
/// <param name="Projected">Projected overstatement: tainting x interval, and in full for items of at least the interval.</param>
/// <param name="BasicPrecision">Reliability factor of no error x interval.</param>
/// <param name="Allowance">Incremental allowance for the errors found.</param>
/// <param name="UpperLimit">Upper limit of overstatement.</param>
/// <param name="Understatement">Projected understatement; never set off against the overstatement.</param>
/// <param name="WithinTolerable">Whether the upper limit is at most the tolerable misstatement; null when that is not given.</param>
public sealed record MusEvaluationFigures(
    Rational Interval, Money Projected, Money BasicPrecision, Money Allowance, Money UpperLimit, Money Understatement, bool? WithinTolerable) : Figures;

/// <summary>
/// Evaluation of a monetary-unit sample: each error's tainting (book - audited) / book stands for a whole interval; items of at
/// least the interval were tested in full and count as they are. Upper limit = basic precision + projected + incremental
/// allowance, largest taintings first. Source: audit sampling guides; golden case M1.
/// </summary>
public static class MusEvaluation
{
    public static Method<MusEvaluationInput, MusEvaluationFigures> Method { get; } = new("audit.mus-evaluation", 1, MethodPurpose.Analysis,
        new("Monetary-unit sample evaluation", "货币单元抽样结果评价"), Read, Evaluate);

    /// <summary>Evaluates a sample.</summary>
    /// <returns>Figures; or mus.factor-missing, mus.factors-not-rising, mus.more-errors-than-sample, input.*, money.*.</returns>
    public static Outcome<MusEvaluationFigures> Evaluate(MusEvaluationInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<MusEvaluationFigures>();

        var currency = input.Currency;
        var steps = new Steps();
        var exact = input.BookValue.Value / input.SampleSize;
        var interval = input.IntervalRounding switch
        {
            IntervalRounding.WholeUnit => exact.Round(0, Ledger.Rules.Rounding.HalfUp),
            IntervalRounding.SmallestUnit => exact.Round(currency.MinorDigits, Ledger.Rules.Rounding.HalfUp),
            _ => exact,
        };
        steps.Add("interval", new("Sampling interval", "抽样间隔"), interval, currency.Code, $"{input.BookValue.Amount} / {input.SampleSize}");
        var basic = steps.Round(currency, "basic-precision", new("Basic precision", "基本精确度"), input.Reliability[0] * interval, $"{input.Reliability[0]} * {interval}");

        var certain = Rational.Zero;
        var under = Rational.Zero;
        var taintings = new List<Rational>();
        foreach (var (id, book, audited) in input.Errors)
        {
            var tainting = (book.Value - audited.Value) / book.Value;
            var whole = book.Value >= interval;
            steps.Add($"tainting/{id}", new($"Tainting of {id}", $"{id} 的错报率"), tainting, formula: $"({book.Amount} - {audited.Amount}) / {book.Amount}",
                note: whole ? new Text("At least the interval: tested in full, counts as it is.", "不低于间隔：已全额测试，按实际错报计入。") : null);
            if (tainting.Sign < 0) under += whole ? audited.Value - book.Value : -tainting * interval;
            else if (whole) certain += book.Value - audited.Value;
            else if (!tainting.IsZero) taintings.Add(tainting);
        }

        taintings.Sort((a, b) => b.CompareTo(a));
        if (taintings.Count >= input.Reliability.Count)
        {
            return new InputRejection("mus.factor-missing",
                new($"{taintings.Count} errors need the reliability factors for 0 to {taintings.Count} errors.", $"{taintings.Count}处错报需要0至{taintings.Count}处错报的可靠性系数。"))
                { Field = "reliability", Value = Problems.Invariant(input.Reliability.Count) };
        }

        var projected = certain + (taintings.Aggregate(Rational.Zero, (sum, tainting) => sum + tainting) * interval);
        var widened = taintings.Select((tainting, index) => tainting * (input.Reliability[index + 1] - input.Reliability[index]) * interval)
            .Aggregate(Rational.Zero, (sum, part) => sum + part);
        var sampled = projected - certain;
        var shown = steps.Round(currency, "projected", new("Projected overstatement", "推断高估错报"), projected);
        var allowance = steps.Round(currency, "allowance", new("Incremental allowance", "增量精确度"), widened - sampled, $"{widened} - {sampled}");
        var upper = steps.Round(currency, "upper-limit", new("Upper limit of overstatement", "高估错报上限"),
            (input.Reliability[0] * interval) + certain + widened, $"{input.Reliability[0]} * {interval} + {certain} + {widened}");
        var low = steps.Round(currency, "understatement", new("Projected understatement", "推断低估错报"), under);
        bool? within = input.Tolerable is { } most ? upper <= most : null;
        return new MusEvaluationFigures(interval, shown, basic, allowance, upper, low, within) { Steps = steps.Lines };
    }

    private static void Check(Checks checks, MusEvaluationInput input)
    {
        checks.That(input.BookValue.Sign > 0, () => Problems.AmountNotPositive("bookValue", input.BookValue.Amount));
        checks.Positive("sampleSize", input.SampleSize);
        checks.That(input.Reliability.Count > 0, () => Problems.Empty("reliability"));
        for (var i = 0; i < input.Reliability.Count; i++)
        {
            var here = JsonPath.Item("reliability", i);
            checks.Positive(here, input.Reliability[i]);
            var risen = i == 0 || input.Reliability[i] > input.Reliability[i - 1];
            checks.That(risen, () => new InputRejection("mus.factors-not-rising",
                new("Each reliability factor must be above the one before.", "可靠性系数须逐个递增。")) { Field = here, Value = input.Reliability[i].ToString() });
        }

        checks.That(input.Errors.Count <= input.SampleSize, () => new InputRejection("mus.more-errors-than-sample",
            new($"{input.Errors.Count} errors in a sample of {input.SampleSize}.", $"样本{input.SampleSize}项中列出{input.Errors.Count}处错报。")) { Field = "errors", Value = Problems.Invariant(input.Errors.Count) });
        for (var i = 0; i < input.Errors.Count; i++)
        {
            var (id, book, audited) = input.Errors[i];
            var here = JsonPath.Item("errors", i);
            checks.That(book.Sign > 0, () => Problems.AmountNotPositive($"{here}.book", book.Amount));
            checks.NotNegative($"{here}.audited", audited);
            checks.That(!input.Errors.Take(i).Any(earlier => earlier.Id == id), () => Problems.Duplicate($"{here}.id", id));
        }

        if (input.Tolerable is { } most) checks.NotNegative("tolerable", most);
    }

    private static MusEvaluationInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var book = inputs.Amount("bookValue", currency);
        var size = inputs.Integer("sampleSize", 1, 1_000_000);
        var reliability = inputs.NotNegatives("reliability", RuleLimits.Items);
        var rounding = inputs.OneOf<IntervalRounding>("intervalRounding");
        var errors = new List<SampleError>();
        foreach (var entry in inputs.OptionalObjects("errors"))
        {
            var id = entry.Identifier("id");
            var stated = entry.Amount("book", currency);
            var audited = entry.Amount("audited", currency);
            entry.Close();
            if (id is not null && stated is not null && audited is not null) errors.Add(new SampleError(id, stated, audited));
        }

        var tolerable = inputs.OptionalAmount("tolerable", currency);
        return currency is not null && book is not null && size is { } drawn && rounding is { } mode
            ? new MusEvaluationInput(currency, book, drawn, reliability, mode, errors, tolerable)
            : null;
    }
}

namespace Ledger.Rules;

/// <summary>Numbers of a series that should have neither gaps nor repeats.</summary>
/// <param name="Name">What the series is.</param>
/// <param name="Numbers">Its numbers in any order.</param>
public sealed record NumberSeries(string Name, IReadOnlyList<int> Numbers);

/// <summary>Inputs of <see cref="PopulationChecks"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Items">The population.</param>
/// <param name="Days">Items of one party within so many days belong together.</param>
/// <param name="RoundTo">An amount is round when it is a multiple of this.</param>
/// <param name="Threshold">From this amount on more is asked of an item; null when nothing is.</param>
/// <param name="Series">Number series to look for gaps in.</param>
public sealed record PopulationChecksInput(
    Currency Currency, IReadOnlyList<AuditItem> Items, int Days, Money RoundTo, Money? Threshold, IReadOnlyList<NumberSeries> Series);

/// <summary>Items that belong together by a check.</summary>
/// <param name="Party">Whose they are.</param>
/// <param name="Ids">The items, by day.</param>
/// <param name="Total">Their amounts together.</param>
public sealed record SuspectGroup(string Party, IReadOnlyList<string> Ids, Money Total);

/// <summary>What is wrong with a series.</summary>
/// <param name="Name">The series.</param>
/// <param name="Missing">Missing numbers, as first and last of each gap.</param>
/// <param name="Repeated">Numbers that come more than once.</param>
public sealed record SeriesFault(string Name, IReadOnlyList<NumberGap> Missing, IReadOnlyList<int> Repeated);

/// <param name="First">First missing number.</param>
/// <param name="Last">Last missing number.</param>
public sealed record NumberGap(int First, int Last);

/// <summary>Figures of <see cref="PopulationChecks"/>.</summary>
/// <param name="Duplicates">Same party, same amount, within the days.</param>
/// <param name="Round">Round amounts.</param>
/// <param name="RoundShare">Their share of all items; null with too few items to say anything.</param>
/// <param name="Splits">Items of one party within the days, each below the threshold, together at or above it.</param>
/// <param name="Series">Series with gaps or repeats.</param>
public sealed record PopulationChecksFigures(
    IReadOnlyList<SuspectGroup> Duplicates, IReadOnlyList<string> Round, Rational? RoundShare, IReadOnlyList<SuspectGroup> Splits,
    IReadOnlyList<SeriesFault> Series) : Figures;

/// <summary>
/// Looks for duplicates, round amounts, amounts split below a threshold, and gaps and repeats in numbers. Each names items to look at
/// and proves nothing: two equal instalments are no duplicate, agreed prices are round, several small deliveries are no split, and a
/// number may be missing because it was drawn and not used. Source: audit practice; domain rules, section 6.
/// </summary>
public static class PopulationChecks
{
    public static Method<PopulationChecksInput, PopulationChecksFigures> Method { get; } = new("audit.population-checks", 1, MethodPurpose.Analysis,
        new("Duplicates, round amounts, splits, gaps", "重复、整数、拆分与断号检查"), Read, Check);

    /// <summary>Checks.</summary>
    /// <returns>Figures; or money.not-positive.</returns>
    public static Outcome<PopulationChecksFigures> Check(PopulationChecksInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.RoundTo.Sign > 0, () => Problems.AmountNotPositive("roundTo", input.RoundTo.Amount));
        if (input.Threshold is { } least) checks.That(least.Sign > 0, () => Problems.AmountNotPositive("threshold", least.Amount));
        if (checks.Failed) return checks.Refuse<PopulationChecksFigures>();

        var dated = input.Items.Where(item => item is { Party: not null, Day: not null, Amount.Sign: > 0 })
            .OrderBy(item => item.Party, StringComparer.Ordinal).ThenBy(item => item.Day).ThenBy(item => item.Id, StringComparer.Ordinal).ToList();
        var duplicates = dated.GroupBy(item => (item.Party, item.Amount.Minor)).SelectMany(group => Runs([.. group], input.Days))
            .Where(run => run.Count > 1).Select(run => Group(run, input.Currency)).ToList();
        var round = input.Items.Where(item => item.Amount.Sign > 0 && item.Amount.Minor % input.RoundTo.Minor == 0).Select(item => item.Id).Order(StringComparer.Ordinal).ToList();
        var splits = input.Threshold is { } threshold
            ? dated.Where(item => item.Amount < threshold).GroupBy(item => item.Party).SelectMany(group => Windows([.. group], input.Days, threshold, input.Currency)).ToList()
            : [];
        var series = input.Series.Select(Fault).Where(fault => fault.Missing.Count > 0 || fault.Repeated.Count > 0).ToList();
        Rational? share = input.Items.Count >= RuleLimits.RoundLeast ? new Rational(round.Count, input.Items.Count) : null;

        var steps = new Steps();
        steps.Add("items", new("Items looked at", "检查项数"), input.Items.Count);
        steps.Add("duplicates", new("Groups of possible duplicates", "疑似重复组数"), duplicates.Count, note: new("Equal instalments look the same.", "等额分期同样会列出。"));
        steps.Add("round", new("Round amounts", "整数金额数"), round.Count, note: share is null
            ? new($"Below {Problems.Invariant(RuleLimits.RoundLeast)} items their share says nothing.", $"少于 {Problems.Invariant(RuleLimits.RoundLeast)} 项时占比没有意义。") : new("Agreed prices are often round.", "约定价格常为整数。"));
        steps.Add("splits", new("Groups that together reach the threshold", "合计达到限额的拆分组数"), splits.Count, note: new("Several small deliveries are no split.", "多次小额交付并非拆分。"));
        steps.Add("series", new("Series with gaps or repeats", "断号或重号的序列数"), series.Count);
        return new PopulationChecksFigures(duplicates, round, share, splits, series) { Steps = steps.Lines };
    }

    // Neighbours by day that are at most so many days apart.
    private static IEnumerable<List<AuditItem>> Runs(List<AuditItem> items, int days)
    {
        var run = new List<AuditItem>();
        foreach (var item in items)
        {
            if (run.Count > 0 && item.Day!.Value.DayNumber - run[^1].Day!.Value.DayNumber > days)
            {
                yield return run;
                run = [];
            }

            run.Add(item);
        }

        yield return run;
    }

    // Every longest window that reaches the threshold and is not part of the one before.
    private static IEnumerable<SuspectGroup> Windows(List<AuditItem> items, int days, Money threshold, Currency currency)
    {
        var (first, ended) = (0, -1);
        for (var last = 0; last < items.Count; last++)
        {
            while (items[last].Day!.Value.DayNumber - items[first].Day!.Value.DayNumber > days) first++;
            var ends = last + 1 == items.Count || items[last + 1].Day!.Value.DayNumber - items[first].Day!.Value.DayNumber > days;
            if (!ends || last == ended || last == first) continue;
            var window = items[first..(last + 1)];
            if (Money.Sum(window.Select(item => item.Amount), currency) < threshold) continue;
            ended = last;
            yield return Group(window, currency);
        }
    }

    private static SuspectGroup Group(List<AuditItem> items, Currency currency) =>
        new(items[0].Party!, [.. items.Select(item => item.Id)], Money.Sum(items.Select(item => item.Amount), currency));

    private static SeriesFault Fault(NumberSeries series)
    {
        var numbers = series.Numbers.Order().ToList();
        var gaps = new List<NumberGap>();
        for (var i = 1; i < numbers.Count; i++)
        {
            if (numbers[i] - numbers[i - 1] > 1) gaps.Add(new NumberGap(numbers[i - 1] + 1, numbers[i] - 1));
        }

        return new SeriesFault(series.Name, gaps, [.. numbers.GroupBy(number => number).Where(group => group.Count() > 1).Select(group => group.Key)]);
    }

    private static PopulationChecksInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var items = AuditItems.Read(inputs, currency);
        var days = inputs.Integer("days", 0, RuleLimits.TermDays);
        var round = inputs.Amount("roundTo", currency);
        var threshold = inputs.OptionalAmount("threshold", currency);
        var series = new List<NumberSeries>();
        foreach (var reader in inputs.OptionalObjects("series"))
        {
            var name = reader.String("name", RuleLimits.Identifier);
            var numbers = reader.NotNegatives("numbers", RuleLimits.AuditItems);
            foreach (var number in numbers.Where(number => number != number.Floor() || number > int.MaxValue))
                inputs.Reject(Problems.OutOfRange(reader.Of("numbers"), number.ToString(), "0", Problems.Invariant(int.MaxValue)));
            reader.Close();
            if (name is not null && inputs.Clean) series.Add(new NumberSeries(name, [.. numbers.Select(number => (int)number.Floor())]));
        }

        return currency is not null && days is { } window && round is not null
            ? new PopulationChecksInput(currency, items, window, round, threshold, series) : null;
    }
}

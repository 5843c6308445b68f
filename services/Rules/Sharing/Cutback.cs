namespace Ledger.Rules;

/// <summary>
/// Cutback of joint expenses: the operator's gross expense is reversed and rebooked to the owners by their interests; its own part
/// stays as net expense, the others' parts become receivables. Which day decides the owners is a stated policy, because a change
/// of ownership between document and period end gives different bills. Source: joint-venture accounting (equity groups, cutback,
/// equity change management).
/// </summary>
public static class Cutback
{
    public static Method<CutbackInput, CutbackFigures> Method { get; } = new("jv.cutback", 1, MethodPurpose.Sharing,
        new("Cutback of joint expenses", "联合费用分摊结转"), Read, Apply);

    /// <summary>Bills the owners.</summary>
    /// <returns>Figures; or jv.interests-not-hundred, jv.no-owners, jv.after-period, party.unknown, input.duplicate, input.empty, money.not-positive.</returns>
    public static Outcome<CutbackFigures> Apply(CutbackInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<CutbackFigures>();

        var steps = new Steps();
        var zero = Money.Zero(input.Currency);
        var gross = Money.Sum(input.Expenses.Select(expense => expense.Amount), input.Currency);
        steps.Add("gross", new("Gross expense of the operator", "作业方总费用"), gross);
        steps.Say("policy", new("Day that decides the owners", "决定权益归属的日期"), KebabCase.Name(input.Policy));
        var lines = new List<CutbackLine>();
        var totals = new SortedDictionary<string, Money>(StringComparer.Ordinal) { [input.Operator] = zero };
        foreach (var expense in input.Expenses)
        {
            var group = expense.Billable ? GroupOf(input, expense)! : null;
            var interests = group?.Interests ?? new Dictionary<string, Rational>(StringComparer.Ordinal) { [input.Operator] = Interests.Whole };
            var split = LargestRemainder.Split(expense.Amount, interests);
            steps.Left($"expense/{expense.Reference}", split);
            foreach (var (party, part) in split.Amounts)
            {
                totals[party] = (totals.GetValueOrDefault(party) ?? zero) + part;
                steps.Add($"expense/{expense.Reference}/{party}", new($"{expense.Reference}: part of {party}", $"{expense.Reference}：{party} 部分"), part,
                    $"{expense.Amount.Amount} * {interests[party]}/100", group is null ? new("Not billable.", "不可转嫁。") : new($"Owners '{group.Id}'.", $"权益组“{group.Id}”。"));
            }

            lines.Add(new CutbackLine(expense.Reference, group?.Id, split.Amounts));
        }

        var net = totals[input.Operator];
        totals.Remove(input.Operator);
        steps.Add("net", new("Net expense of the operator", "作业方净费用"), net);
        foreach (var (party, amount) in totals) steps.Add($"receivable/{party}", new($"Receivable from {party}", $"应收 {party}"), amount);
        if (Money.Sum(totals.Values, input.Currency) + net != gross) throw new InvalidOperationException("Net expense and receivables do not sum to the gross.");
        return new CutbackFigures(gross, net, totals, lines) { Steps = steps.Lines, Residual = steps.Residual };
    }

    private static void Check(Checks checks, CutbackInput input)
    {
        checks.That(input.Groups.Count > 0, () => Problems.Empty("groups"));
        checks.That(input.Expenses.Count > 0, () => Problems.Empty("expenses"));
        for (var i = 0; i < input.Groups.Count; i++)
        {
            var group = input.Groups[i];
            var here = JsonPath.Item("groups", i);
            Interests.Check(checks, group.Interests, $"{here}.interests");
            Interests.Known(checks, group.Interests, "operator", input.Operator);
            checks.That(!input.Groups.Take(i).Any(earlier => earlier.Id == group.Id), () => Problems.Duplicate($"{here}.id", group.Id));
            checks.That(!input.Groups.Take(i).Any(earlier => earlier.From == group.From), () => Problems.Duplicate($"{here}.from", $"{group.From:yyyy-MM-dd}"));
        }

        for (var i = 0; i < input.Expenses.Count; i++)
        {
            var expense = input.Expenses[i];
            var here = JsonPath.Item("expenses", i);
            checks.That(expense.Amount.Sign > 0, () => Problems.AmountNotPositive($"{here}.amount", expense.Amount.Amount));
            checks.That(!input.Expenses.Take(i).Any(earlier => earlier.Reference == expense.Reference), () => Problems.Duplicate($"{here}.reference", expense.Reference));
            checks.That(expense.On <= input.PeriodEnd, () => new InputRejection("jv.after-period",
                new($"The expense of {expense.On:yyyy-MM-dd} lies after the period's end.", $"{expense.On:yyyy-MM-dd}的费用晚于期末。")) { Field = $"{here}.on", Value = $"{expense.On:yyyy-MM-dd}" });
            checks.That(!expense.Billable || GroupOf(input, expense) is not null, () => new InputRejection("jv.no-owners",
                new($"No group of owners is in force on the day that decides '{expense.Reference}'.", $"决定“{expense.Reference}”归属之日没有有效的权益组。")) { Field = $"{here}.on", Value = $"{expense.On:yyyy-MM-dd}" });
        }
    }

    private static EquityGroup? GroupOf(CutbackInput input, JointExpense expense)
    {
        var day = input.Policy == CutbackPolicy.DocumentDate ? expense.On : input.PeriodEnd;
        return input.Groups.Where(group => group.From <= day).MaxBy(group => group.From);
    }

    private static CutbackInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var operating = inputs.Identifier("operator");
        var groups = new List<EquityGroup>();
        foreach (var entry in inputs.Objects("groups"))
        {
            var id = entry.Identifier("id");
            var from = entry.Date("from");
            var interests = entry.Weights("interests");
            entry.Close();
            if (id is not null && from is { } day) groups.Add(new EquityGroup(id, day, interests));
        }

        var expenses = new List<JointExpense>();
        foreach (var entry in inputs.Objects("expenses"))
        {
            var reference = entry.Identifier("reference");
            var on = entry.Date("on");
            var amount = entry.PositiveAmount("amount", currency);
            var billable = entry.Boolean("billable");
            entry.Close();
            if (reference is not null && on is { } day && amount is not null && billable is { } bill) expenses.Add(new JointExpense(reference, day, amount, bill));
        }

        var policy = inputs.OneOf<CutbackPolicy>("policy");
        var end = inputs.Date("periodEnd");
        return currency is not null && operating is not null && policy is { } decides && end is { } last
            ? new CutbackInput(currency, operating, groups, expenses, decides, last)
            : null;
    }
}

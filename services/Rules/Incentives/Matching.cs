using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>A condition of cost sharing that an item does not fulfil (2 CFR 200.306(b)).</summary>
[JsonConverter(typeof(KebabCaseEnum<MatchFault>))]
public enum MatchFault
{
    NotVerifiable,
    NotNecessary,
    NotAllowable,

    /// <summary>Paid by the government under another award.</summary>
    PubliclyPaid,
    NotInBudget,
    NotConforming,
}

/// <summary>A contribution offered as match.</summary>
/// <param name="Id">Unique among the items.</param>
/// <param name="Party">Contributor.</param>
/// <param name="Accepted">Accepted value; at least 0.</param>
/// <param name="PublicShare">Share of it bought with public money, which never counts; 0 to 1; null for none.</param>
/// <param name="OtherAward">Another award it is counted for; null for none.</param>
/// <param name="Fault">A condition it does not fulfil; null when it fulfils all.</param>
public sealed record MatchItem(string Id, string Party, Money Accepted, Rational? PublicShare = null, string? OtherAward = null, MatchFault? Fault = null);

/// <summary>Inputs of <see cref="Matching"/>.</summary>
/// <param name="Currency">Of every amount.</param>
/// <param name="Award">The award to be matched; above 0.</param>
/// <param name="Ratio">Match per unit of the award: 1 is 1:1; above 0.</param>
/// <param name="Items">Contributions offered.</param>
public sealed record MatchingInput(Currency Currency, Money Award, Rational Ratio, IReadOnlyList<MatchItem> Items);

/// <summary>What an item counts.</summary>
/// <param name="Id">The item.</param>
/// <param name="Party">Contributor.</param>
/// <param name="Counted">Accepted value less the public share; 0 when a condition is not fulfilled.</param>
/// <param name="Fault">That condition, or null.</param>
public sealed record CountedItem(string Id, string Party, Money Counted, MatchFault? Fault = null);

/// <summary>Figures of <see cref="Matching"/>.</summary>
/// <param name="Required">Match required.</param>
/// <param name="Counted">Match offered that counts.</param>
/// <param name="Met">Whether it is enough, to the smallest unit.</param>
/// <param name="Shortfall">Required less counted, at least 0.</param>
/// <param name="Surplus">Counted less required, at least 0.</param>
/// <param name="Items">Each item.</param>
public sealed record MatchingFigures(Money Required, Money Counted, bool Met, Money Shortfall, Money Surplus, IReadOnlyList<CountedItem> Items) : Figures;

/// <summary>
/// Matching test: whether the accepted contributions that count reach ratio x award. One smallest unit less fails. What was
/// counted for another award is refused; what fails another condition is listed and counts nothing. Source: 2 CFR 200.306(b);
/// sample B.
/// </summary>
public static class Matching
{
    public static Method<MatchingInput, MatchingFigures> Method { get; } = new("incentive.matching", 1, MethodPurpose.Incentive,
        new("Matching test", "配套投入核验"), Read, Test);

    /// <summary>Tests.</summary>
    /// <returns>Figures; or match.counted-elsewhere, input.duplicate, input.out-of-range, input.not-positive, money.*.</returns>
    public static Outcome<MatchingFigures> Test(MatchingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.That(input.Award.Sign > 0, () => Problems.AmountNotPositive("award", input.Award.Amount));
        checks.Positive("ratio", input.Ratio);
        for (var i = 0; i < input.Items.Count; i++)
        {
            var item = input.Items[i];
            var here = JsonPath.Item("items", i);
            checks.NotNegative($"{here}.accepted", item.Accepted);
            if (item.PublicShare is { } share) checks.Within($"{here}.publicShare", share, 0, 1);
            checks.That(!input.Items.Take(i).Any(earlier => earlier.Id == item.Id), () => Problems.Duplicate($"{here}.id", item.Id));
            checks.That(item.OtherAward is null, () => new InputRejection("match.counted-elsewhere",
                new($"'{item.Id}' is counted for the award '{item.OtherAward}' already and cannot match another one.", $"“{item.Id}”已计入项目“{item.OtherAward}”，不得重复作为配套。"))
                { Field = $"{here}.otherAward", Value = item.OtherAward });
        }

        if (checks.Failed) return checks.Refuse<MatchingFigures>();

        var steps = new Steps();
        var currency = input.Currency;
        steps.Add("award", new("Award", "资助额"), input.Award);

        // What is required is never rounded down: a match short by a part of a smallest unit is short.
        var scale = Rational.Power(10, currency.MinorDigits);
        var required = new Money(checked((long)-(-(input.Award.Value * input.Ratio * scale)).Floor()), currency);
        steps.Add("required", new("Match required", "应配套额"), required, $"{input.Award.Amount} * {input.Ratio}");
        List<CountedItem> counted = [.. input.Items.Select(item => Count(item, currency, steps))];
        var sum = Money.Sum(counted.Select(item => item.Counted), currency);
        steps.Add("counted", new("Match that counts", "可计入配套额"), sum);
        var zero = Money.Zero(currency);
        var shortfall = Money.Max(required - sum, zero);
        steps.Add("shortfall", new("Shortfall", "缺口"), shortfall, $"max(0, {required.Amount} - {sum.Amount})");
        var met = shortfall.IsZero;
        steps.Say("met", new("Match met", "是否满足配套"), met ? "yes" : "no");
        return new MatchingFigures(required, sum, met, shortfall, Money.Max(sum - required, zero), counted) { Steps = steps.Lines };
    }

    private static CountedItem Count(MatchItem item, Currency currency, Steps steps)
    {
        if (item.Fault is { } fault)
        {
            var name = KebabCase.Name(fault);
            steps.Add($"item/{item.Id}", new($"{item.Id} of {item.Party}", $"{item.Party} 的 {item.Id}"), Money.Zero(currency), note: new($"Does not count: {name}.", $"不予计入：{name}。"));
            return new CountedItem(item.Id, item.Party, Money.Zero(currency), fault);
        }

        var share = 1 - (item.PublicShare ?? 0);
        var counted = Money.FromRational(item.Accepted.Value * share, currency, Rounding.Down);
        steps.Add($"item/{item.Id}", new($"{item.Id} of {item.Party}", $"{item.Party} 的 {item.Id}"), counted, share == Rational.One ? null : $"{item.Accepted.Amount} * {share}");
        return new CountedItem(item.Id, item.Party, counted);
    }

    private static MatchingInput? Read(InputReader inputs)
    {
        var currency = inputs.Currency("currency");
        var award = inputs.Amount("award", currency);
        var ratio = inputs.Number("ratio");
        var items = new List<MatchItem>();
        foreach (var entry in inputs.Objects("items"))
        {
            var id = entry.Identifier("id");
            var party = entry.Identifier("party");
            var accepted = entry.Amount("accepted", currency);
            var share = entry.OptionalNumber("publicShare");
            var other = entry.OptionalIdentifier("otherAward");
            var fault = entry.Has("fault") ? entry.OneOf<MatchFault>("fault") : null;
            entry.Close();
            if (id is not null && party is not null && accepted is not null) items.Add(new MatchItem(id, party, accepted, share, other, fault));
        }

        return currency is not null && award is not null && ratio is { } per ? new MatchingInput(currency, award, per, items) : null;
    }
}

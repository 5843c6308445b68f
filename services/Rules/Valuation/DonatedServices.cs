using System.Text.Json.Serialization;

namespace Ledger.Rules;

/// <summary>Whose rate it is.</summary>
[JsonConverter(typeof(KebabCaseEnum<RateSource>))]
public enum RateSource
{
    /// <summary>The employee's regular rate of pay.</summary>
    Regular,

    /// <summary>What the recipient pays for similar work.</summary>
    SimilarWork,

    /// <summary>The local labour market, where the recipient pays nobody for such work.</summary>
    Market,
}

/// <summary>One addition to pay.</summary>
/// <param name="Id">"fica", "retirement".</param>
/// <param name="Share">Share of pay; 0 to 2.</param>
public sealed record PayAddition(string Id, Rational Share);

/// <summary>Pay by the year.</summary>
/// <param name="PerYear">Above 0, any precision.</param>
/// <param name="HoursPerYear">Above 0, at most 8784.</param>
public sealed record Salary(Rational PerYear, Rational HoursPerYear);

/// <summary>What the person is paid for, and what the person did.</summary>
/// <param name="PaidFor">The skill of the regular pay.</param>
/// <param name="Used">The skill that was needed.</param>
/// <param name="FunctionRate">Rate of the work done, all in, where it is another one; above 0.</param>
public sealed record SkillUse(string PaidFor, string Used, Rational? FunctionRate = null);

/// <summary>Inputs of <see cref="DonatedServices"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="Hours">By time sheet; above 0.</param>
/// <param name="RateSource">Whose rate it is.</param>
/// <param name="Rate">Pay per hour, any precision; above 0. This or <paramref name="Salary"/>.</param>
/// <param name="Salary">Pay by the year.</param>
/// <param name="Additions">Fringe and indirect cost as shares of pay; together at most 2.</param>
/// <param name="Skill">The same-skill rule; null where nobody disputes that the skill is the paid one (volunteers).</param>
/// <param name="Evidence">References of the evidence cited.</param>
/// <param name="Intermediates">How each line is rounded; null for exact.</param>
/// <param name="RatioPlaces">Places of ratios under <paramref name="Intermediates"/>.</param>
public sealed record DonatedServicesInput(
    ValuationTerms Terms,
    Rational Hours,
    RateSource RateSource,
    Rational? Rate,
    Salary? Salary,
    IReadOnlyList<PayAddition> Additions,
    SkillUse? Skill,
    IReadOnlyList<string> Evidence,
    IntermediateRounding? Intermediates = null,
    int? RatioPlaces = null);

/// <summary>
/// Time given by a person: hours x rate x (1 + fringe) where the work needs the skill that the person is paid for; else the rate of
/// the work done: a doctor at the reception desk counts as a receptionist. Source: 2 CFR 200.306(e), (f); golden cases G15 to G17;
/// sample B's engineer.
/// </summary>
public static class DonatedServices
{
    private static readonly Rational HighestAdditions = 2;
    private static readonly Rational HoursOfAYear = 8784;

    public static Method<DonatedServicesInput, HourlyFigures> Method { get; } = new("labour.services", 1, MethodPurpose.Valuation,
        new("Donated services under the same-skill rule", "捐赠工时（同等技能规则）"), Read, Value);

    /// <summary>Values time given.</summary>
    /// <returns>Figures; or labour.wrong-skill, labour.rate-or-salary, labour.skill-needed, labour.fringe-too-high, valuation.too-few-evidence, input.*.</returns>
    public static Outcome<HourlyFigures> Value(DonatedServicesInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        Check(checks, input);
        if (checks.Failed) return checks.Refuse<HourlyFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, input.Intermediates, input.RatioPlaces);
        var currency = input.Terms.Currency.Code;
        var perHour = $"{currency}/h";
        var pay = input.Salary is { } salary
            ? lines.Amount("pay", new("Pay per hour", "小时工资"), salary.PerYear / salary.HoursPerYear, perHour, $"{salary.PerYear} / {salary.HoursPerYear}")
            : lines.Amount("pay", new("Pay per hour", "小时工资"), input.Rate!.Value, perHour);
        var shares = RobustEvidence.Sum(input.Additions.Select(addition => addition.Share));
        var rate = lines.Amount("rate", new("Rate with fringe", "含附加费的小时费率"), pay * (1 + shares), perHour,
            $"{WorkedLines.Show(pay)} * (1{string.Concat(input.Additions.Select(addition => $" + {addition.Share}"))})");
        if (input.Skill is { } skill && skill.Used != skill.PaidFor)
        {
            rate = lines.Amount("function-rate", new("Rate of the work done", "实际工作岗位费率"), skill.FunctionRate!.Value, perHour,
                note: new($"Paid for '{skill.PaidFor}', used as '{skill.Used}': the rate of the work done counts.", $"本职为“{skill.PaidFor}”，实际从事“{skill.Used}”：按实际岗位费率计。"));
        }

        var value = lines.Amount("labour", new("Hours at that rate", "工时乘以费率"), input.Hours * rate, currency, $"{input.Hours} * {WorkedLines.Show(rate)}");
        var accepted = Acceptance.Of(value, input.Terms, steps);
        return new HourlyFigures(accepted.Value, accepted.Accepted, accepted.Excess, Replacement.Kept(rate)) { Steps = steps.Lines };
    }

    private static void Check(Checks checks, DonatedServicesInput input)
    {
        checks.Positive("hours", input.Hours);
        checks.That(input.Rate is null != input.Salary is null, () => new InputRejection("labour.rate-or-salary",
            new("State either the rate per hour or the salary.", "小时工资与年薪须且只须填一项。")).At("rate"));
        if (input.Rate is { } rate) checks.Positive("rate", rate);
        if (input.Salary is { } salary)
        {
            checks.Positive("salary.perYear", salary.PerYear);
            checks.Positive("salary.hoursPerYear", salary.HoursPerYear);
            checks.Within("salary.hoursPerYear", salary.HoursPerYear, 0, HoursOfAYear);
        }

        for (var i = 0; i < input.Additions.Count; i++)
        {
            var here = JsonPath.Item("additions", i);
            checks.That(!input.Additions.Take(i).Any(earlier => earlier.Id == input.Additions[i].Id), () => Problems.Duplicate($"{here}.id", input.Additions[i].Id));
            checks.Within($"{here}.share", input.Additions[i].Share, 0, HighestAdditions);
        }

        var shares = RobustEvidence.Sum(input.Additions.Select(addition => addition.Share));
        checks.That(shares <= HighestAdditions, () => new InputRejection("labour.fringe-too-high",
            new($"The additions together are {shares} of pay; at most {HighestAdditions} is credible.", $"附加费合计为工资的{shares}，可信上限为{HighestAdditions}。")) { Field = "additions", Value = shares.ToString() });

        // An employee's regular rate stands or falls with the skill; a rate for the work itself does not.
        checks.That(input.RateSource != RateSource.Regular || input.Skill is not null, () => new InputRejection("labour.skill-needed",
            new("A regular rate counts only for the skill it is paid for: state both skills.", "正常工资仅适用于本职技能：须写明本职与实际岗位。")).At("skill"));
        if (input.Skill?.FunctionRate is { } function) checks.Positive("skill.functionRate", function);
        checks.That(input.Skill is not { FunctionRate: null } || input.Skill.Used == input.Skill.PaidFor, () => new InputRejection("labour.wrong-skill",
            new($"Paid for '{input.Skill!.PaidFor}', used as '{input.Skill.Used}': the rate of the work done is needed.", $"本职为“{input.Skill!.PaidFor}”，实际从事“{input.Skill.Used}”：须给出实际岗位费率。"))
            { Field = "skill.functionRate", Value = input.Skill!.Used });
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
    }

    private static DonatedServicesInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var hours = inputs.Number("hours");
        var source = inputs.OneOf<RateSource>("rateSource");
        var rate = inputs.OptionalNumber("rate");
        var salary = ReadSalary(inputs);
        var additions = new List<PayAddition>();
        foreach (var entry in inputs.OptionalObjects("additions", 20))
        {
            var id = entry.Identifier("id");
            var share = entry.Number("share");
            entry.Close();
            if (id is not null && share is { } s) additions.Add(new PayAddition(id, s));
        }

        var skill = ReadSkill(inputs);
        var evidence = inputs.OptionalIdentifiers("evidence");
        var intermediates = IntermediateRounding.Read(inputs);
        var places = WorkedLines.ReadRatioPlaces(inputs, intermediates);
        return terms is not null && hours is { } h && source is { } from
            ? new DonatedServicesInput(terms, h, from, rate, salary, additions, skill, evidence, intermediates, places)
            : null;
    }

    private static Salary? ReadSalary(InputReader inputs)
    {
        if (inputs.OptionalObject("salary") is not { } salary) return null;
        var perYear = salary.Number("perYear");
        var hours = salary.Number("hoursPerYear");
        salary.Close();
        return perYear is { } y && hours is { } h ? new Salary(y, h) : null;
    }

    private static SkillUse? ReadSkill(InputReader inputs)
    {
        if (inputs.OptionalObject("skill") is not { } skill) return null;
        var paidFor = skill.String("paidFor");
        var used = skill.String("used");
        var rate = skill.OptionalNumber("functionRate");
        skill.Close();
        return paidFor is not null && used is not null ? new SkillUse(paidFor, used, rate) : null;
    }
}

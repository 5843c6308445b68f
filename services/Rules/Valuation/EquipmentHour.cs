namespace Ledger.Rules;

/// <summary>Inputs of <see cref="EquipmentHour"/>.</summary>
/// <param name="Terms">From the agreement and the claim.</param>
/// <param name="MonthlyOwnership">Published ownership cost per month; above 0, any precision.</param>
/// <param name="HoursPerMonth">Hours that a month stands for; above 0, at most 744; 176 in the published rates.</param>
/// <param name="AgeFactor">Published age adjustment; above 0, at most 2.</param>
/// <param name="RegionFactor">Published regional adjustment; above 0, at most 2.</param>
/// <param name="OperatingPerHour">Published operating cost per hour; at least 0.</param>
/// <param name="Hours">Hours worked, by log; at least 0.</param>
/// <param name="StandByHours">Hours on stand-by; at least 0; with <paramref name="Hours"/> above 0.</param>
/// <param name="OwnerRate">What the owner charges itself per hour worked; the lower rate counts; null for none.</param>
/// <param name="Evidence">References of the evidence cited.</param>
/// <param name="Intermediates">How each line is rounded; null for exact.</param>
/// <param name="RatioPlaces">Places of ratios under <paramref name="Intermediates"/>.</param>
public sealed record EquipmentHourInput(
    ValuationTerms Terms,
    Rational MonthlyOwnership,
    Rational HoursPerMonth,
    Rational AgeFactor,
    Rational RegionFactor,
    Rational OperatingPerHour,
    Rational Hours,
    Rational StandByHours,
    Rational? OwnerRate,
    IReadOnlyList<string> Evidence,
    IntermediateRounding? Intermediates = null,
    int? RatioPlaces = null);

/// <summary>Figures of a method that values hours.</summary>
/// <param name="Value">Value by the method.</param>
/// <param name="Accepted">Credited.</param>
/// <param name="Excess">Claim beyond it.</param>
/// <param name="Rate">Rate per hour that counted, to 8 places.</param>
public sealed record HourlyFigures(Money Value, Money Accepted, Money Excess, Rational Rate) : ValuationFigures(Value, Accepted, Excess);

/// <summary>
/// Equipment by the hour: monthly ownership / 176 x age x region + operating; on stand-by without the operating part; never more
/// than the owner's own rate. Source: FHWA rental rates, golden case G21; FEMA's lower of two rates.
/// </summary>
public static class EquipmentHour
{
    private static readonly Rational HighestFactor = 2;
    private static readonly Rational LongestMonth = 744;

    public static Method<EquipmentHourInput, HourlyFigures> Method { get; } = new("rent.equipment-hour", 1, MethodPurpose.Valuation,
        new("Equipment at an hourly rate", "设备小时费率"), Read, Value);

    /// <summary>Values hours of equipment.</summary>
    /// <returns>Figures; or equipment-hour.no-hours, valuation.too-few-evidence, input.*.</returns>
    public static Outcome<HourlyFigures> Value(EquipmentHourInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var checks = new Checks();
        checks.Positive("monthlyOwnership", input.MonthlyOwnership);
        checks.Positive("hoursPerMonth", input.HoursPerMonth);
        checks.Within("hoursPerMonth", input.HoursPerMonth, 0, LongestMonth);
        checks.Positive("ageFactor", input.AgeFactor);
        checks.Within("ageFactor", input.AgeFactor, 0, HighestFactor);
        checks.Positive("regionFactor", input.RegionFactor);
        checks.Within("regionFactor", input.RegionFactor, 0, HighestFactor);
        checks.NotNegative("operatingPerHour", input.OperatingPerHour);
        checks.NotNegative("hours", input.Hours);
        checks.NotNegative("standByHours", input.StandByHours);
        if (input.OwnerRate is { } own) checks.Positive("ownerRate", own);
        checks.That((input.Hours + input.StandByHours).Sign > 0, () => new InputRejection("equipment-hour.no-hours", new("There are no hours to value.", "没有可计价的小时。")).At("hours"));
        Acceptance.EnoughEvidence(checks, input.Evidence.Count, input.Terms, "evidence");
        if (checks.Failed) return checks.Refuse<HourlyFigures>();

        var steps = new Steps();
        var lines = new WorkedLines(steps, input.Intermediates, input.RatioPlaces);
        var currency = input.Terms.Currency.Code;
        var perHour = $"{currency}/h";
        var ownership = lines.Amount("ownership", new("Ownership per hour", "每小时所有权成本"), input.MonthlyOwnership / input.HoursPerMonth * input.AgeFactor * input.RegionFactor, perHour,
            $"{input.MonthlyOwnership} / {input.HoursPerMonth} * {input.AgeFactor} * {input.RegionFactor}");
        var published = lines.Amount("rate", new("Rate per hour worked", "工作小时费率"), ownership + input.OperatingPerHour, perHour, $"{WorkedLines.Show(ownership)} + {input.OperatingPerHour}");
        var rate = input.OwnerRate is { } charged ? Rational.Min(published, charged) : published;
        if (input.OwnerRate is not null)
        {
            lines.Amount("lower-rate", new("The lower of published and owner's rate", "公布费率与业主费率取低"), rate, perHour, $"min({WorkedLines.Show(published)}, {input.OwnerRate})");
            ownership = Rational.Min(ownership, rate);
        }

        var worked = lines.Amount("worked", new("Hours worked", "工作小时计价"), input.Hours * rate, currency, $"{input.Hours} * {WorkedLines.Show(rate)}");
        var waiting = lines.Amount("stand-by", new("Stand-by, without the operating part", "待命小时计价（不含运行成本）"), input.StandByHours * ownership, currency, $"{input.StandByHours} * {WorkedLines.Show(ownership)}");
        var accepted = Acceptance.Of(worked + waiting, input.Terms, steps);
        return new HourlyFigures(accepted.Value, accepted.Accepted, accepted.Excess, Replacement.Kept(rate)) { Steps = steps.Lines };
    }

    private static EquipmentHourInput? Read(InputReader inputs)
    {
        var terms = TermsReader.Valuation(inputs);
        var monthly = inputs.Number("monthlyOwnership");
        var month = inputs.OptionalNumber("hoursPerMonth") ?? 176;
        var age = inputs.Number("ageFactor");
        var region = inputs.Number("regionFactor");
        var operating = inputs.Number("operatingPerHour");
        var hours = inputs.Number("hours");
        var standBy = inputs.OptionalNumber("standByHours") ?? 0;
        var owner = inputs.OptionalNumber("ownerRate");
        var evidence = inputs.OptionalIdentifiers("evidence");
        var intermediates = IntermediateRounding.Read(inputs);
        var places = WorkedLines.ReadRatioPlaces(inputs, intermediates);
        return terms is not null && monthly is { } m && age is { } a && region is { } g && operating is { } o && hours is { } h
            ? new EquipmentHourInput(terms, m, month, a, g, o, h, standBy, owner, evidence, intermediates, places)
            : null;
    }
}

using System.Globalization;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>What the particulars of a kind must satisfy; each rule has its own code.</summary>
internal static class DetailRules
{
    /// <summary>The first rule that is broken, or null. Absent details break nothing: what is missing is shown, not guessed.</summary>
    public static Rejection? Broken(ContributionKind kind, KindDetails? details, DateOnly today)
    {
        if (details is null) return null;
        var group = KindDetails.GroupOf(kind);
        foreach (var given in details.Given())
        {
            if (given != group)
                return Say("details.of-another-kind", $"A contribution of kind {KebabCase.Name(kind)} has '{group}', not '{given}'.",
                    $"{KebabCase.Name(kind)} 类投入应填写“{group}”，而不是“{given}”。", $"details.{given}");
        }

        return details switch
        {
            { Cash: { } cash } => Cash(cash, today),
            { Equipment: { } equipment } => Equipment(kind, equipment),
            { Space: { } space } => Space(space),
            { Supplies: { } supplies } => Supplies(supplies),
            { StaffTime: { } staff } => StaffTime(staff),
            { Technology: { } technology } => Technology(kind, technology),
            { TrainingContent: { } content } => Content(content),
            { Data: { } data } => Data(data),
            _ => Say("details.empty", $"The details say nothing; give '{group}'.", $"未填写任何要素，请填写“{group}”。", "details"),
        };
    }

    /// <summary>A serial number in the one form in which it is compared: upper case, letters and digits only, none full-width.</summary>
    public static string Normal(string serialNumber) =>
        string.Concat(serialNumber.Select(Narrow).Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant));

    // By hand: compatibility normalisation leaves them as they are where the runtime carries no culture data.
    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    private static InputRejection? Cash(CashDetails cash, DateOnly today)
    {
        const string At = "details.cash.";
        if (cash.PaidOn > today)
            return Say("cash.paid-in-future", $"{cash.PaidOn:yyyy-MM-dd} has not come yet.", $"{cash.PaidOn:yyyy-MM-dd} 尚未到来。", At + "paidOn");
        return Identifier("cash.payment-reference-malformed", At + "paymentReference", cash.PaymentReference);
    }

    private static InputRejection? Equipment(ContributionKind kind, EquipmentDetails thing)
    {
        const string At = "details.equipment.";
        var serial = Normal(thing.SerialNumber);
        if (serial.Length < ContributionLimits.SerialNumberLeast || thing.SerialNumber.Length > ContributionLimits.SerialNumber)
            return Say("equipment.serial-number-malformed",
                $"A serial number has {ContributionLimits.SerialNumberLeast} letters or digits at least and {ContributionLimits.SerialNumber} characters at most.",
                $"出厂编号至少含 {ContributionLimits.SerialNumberLeast} 个字母或数字，最长 {ContributionLimits.SerialNumber} 个字符。", At + "serialNumber");
        if (thing.AgeMonths is < 0 or > ContributionLimits.AgeMonths)
            return Range("equipment.age-out-of-range", At + "ageMonths", thing.AgeMonths, "0", ContributionLimits.AgeMonths);
        if (thing.Condition.Sign <= 0 || thing.Condition > Rational.One)
            return Say("equipment.condition-out-of-range", $"The condition {thing.Condition} is a share of new: above 0, at most 1.",
                $"成新率 {thing.Condition} 应大于 0 且不超过 1。", At + "condition");
        if (thing.PublicFundedShare is { } share && (share.Sign < 0 || share > Rational.One))
            return Say("equipment.public-funded-share-out-of-range", $"The share {share} is not between 0 and 1.", $"比例 {share} 不在 0 与 1 之间。",
                At + "publicFundedShare");
        if (thing.PublicFundedShare == Rational.One)
            return Say("equipment.public-funded", "It was paid from public funds alone: none of it is the party's own contribution.",
                "该设备全部由财政资金购置，不构成成员自身投入。", At + "publicFundedShare");
        return kind == ContributionKind.LoanedEquipment ? Loan(thing, At) : Donation(thing, At);
    }

    private static InputRejection? Loan(EquipmentDetails thing, string at)
    {
        if (thing.Loan is not { } loan)
            return Say("equipment.loan-missing", "Say for which days the equipment is lent.", "请填写设备借用期间。", at + "loan");
        if (Ordered("equipment.loan-not-ordered", at + "loan", loan) is { } order) return order;
        if (thing.AvailableHoursPerMonth is not { } hours)
            return Say("equipment.available-hours-missing", "Say for how many hours a month it can be used: use beyond does not count.",
                "请填写每月可用机时，超出部分不计。", at + "availableHoursPerMonth");
        return hours is <= 0 or > ContributionLimits.HoursPerMonth
            ? Range("equipment.available-hours-out-of-range", at + "availableHoursPerMonth", hours, "1", ContributionLimits.HoursPerMonth)
            : null;
    }

    private static InputRejection? Donation(EquipmentDetails thing, string at) =>
        thing.Loan is not null || thing.AvailableHoursPerMonth is not null
            ? Say("equipment.donated-not-lent", "Title of donated equipment passes: it has no loan and no hours.",
                "捐赠设备所有权转移，不应填写借用期间或机时。", at + (thing.Loan is not null ? "loan" : "availableHoursPerMonth"))
            : null;

    private static InputRejection? Space(SpaceDetails space) =>
        space.SquareMetres.Sign <= 0
            ? Say("space.area-not-positive", $"An area of {space.SquareMetres} m² is none.", $"面积 {space.SquareMetres} 平方米无效。", "details.space.squareMetres")
            : Ordered("space.period-not-ordered", "details.space.period", space.Period);

    private static InputRejection? Supplies(SuppliesDetails supplies) =>
        supplies.Quantity.Sign <= 0
            ? Say("supplies.quantity-not-positive", $"A quantity of {supplies.Quantity} is none.", $"数量 {supplies.Quantity} 无效。", "details.supplies.quantity")
            : Identifier("supplies.unit-malformed", "details.supplies.unit", supplies.Unit);

    private static Rejection? StaffTime(StaffTimeDetails staff)
    {
        const string At = "details.staffTime.";
        if (Identifier("staff-time.person-malformed", At + "person", staff.Person) is { } person) return person;
        if (TextRules.Broken(At + "function", staff.Function) is { } function) return function;
        if (Ordered("staff-time.period-not-ordered", At + "period", staff.Period) is { } order) return order;
        var most = 24L * (staff.Period.To.DayNumber - staff.Period.From.DayNumber + 1);
        return staff.Hours <= 0 || staff.Hours > most
            ? Range("staff-time.hours-out-of-range", At + "hours", staff.Hours, "1", most)
            : null;
    }

    private static Rejection? Technology(ContributionKind kind, TechnologyDetails technology)
    {
        const string At = "details.technology.";
        if (TextRules.Broken(At + "scope", technology.Scope) is { } scope) return scope;
        if (kind == ContributionKind.TechnologyAssignment)
        {
            if (technology.Term is not null)
                return Say("technology.assignment-has-term", "An assignment has no term: the right passes.", "技术转让没有期限，权利即告转移。", At + "term");
            return technology.Exclusivity == Exclusivity.Exclusive ? null : Say("technology.assignment-not-exclusive",
                "Who assigns a technology keeps nothing: it is exclusive.", "技术转让后原权利人不再保留权利，应为独占。", At + "exclusivity");
        }

        return technology.Term is { } term
            ? Ordered("technology.term-not-ordered", At + "term", term)
            : Say("technology.term-missing", "Say for which days the licence runs.", "请填写许可期限。", At + "term");
    }

    private static Rejection? Content(TrainingContentDetails content) =>
        content.TeachingHours is <= 0 or > ContributionLimits.TeachingHours
            ? Range("training-content.hours-out-of-range", "details.trainingContent.teachingHours", content.TeachingHours, "1", ContributionLimits.TeachingHours)
            : TextRules.Broken("details.trainingContent.trade", content.Trade);

    private static Rejection? Data(DataDetails data)
    {
        if (data.Records <= 0)
            return Say("data.records-not-positive", $"{data.Records} records are none.", $"{data.Records} 条记录无效。", "details.data.records");
        if (data.LegalBasis is { } basis) return TextRules.Broken("details.data.legalBasis", basis);
        return data.Personal
            ? Say("data.legal-basis-missing", "Personal data need a ground on which they may be shared.", "个人信息须说明共享的合法依据。", "details.data.legalBasis")
            : null;
    }

    private static InputRejection? Ordered(string code, string field, Period period) => period.To < period.From
        ? Say(code, $"The last day {period.To:yyyy-MM-dd} lies before the first day {period.From:yyyy-MM-dd}.",
            $"截止日 {period.To:yyyy-MM-dd} 早于起始日 {period.From:yyyy-MM-dd}。", field + ".to")
        : null;

    private static InputRejection? Identifier(string code, string field, string text) =>
        TextRules.BrokenIdentifier(field, text) is { } broken ? new InputRejection(code, broken.Message).At(field) : null;

    private static InputRejection Range(string code, string field, long value, string low, long high) => Say(code,
        $"{value.ToString(CultureInfo.InvariantCulture)} is not between {low} and {high.ToString(CultureInfo.InvariantCulture)}.",
        $"{value.ToString(CultureInfo.InvariantCulture)} 不在 {low} 与 {high.ToString(CultureInfo.InvariantCulture)} 之间。", field);

    private static InputRejection Say(string code, string en, string zh, string field) => new InputRejection(code, new(en, zh)).At(field);
}

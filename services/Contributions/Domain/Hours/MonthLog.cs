using System.Diagnostics;
using System.Globalization;
using Ledger.Rules;

namespace Ledger.Contributions.Domain;

/// <summary>One stretch of use or work.</summary>
/// <param name="Day">The day.</param>
/// <param name="Start">When it began.</param>
/// <param name="Minutes">How long, above zero; it ends on the same day.</param>
public sealed record HoursEntry(DateOnly Day, TimeOnly Start, int Minutes)
{
    internal int From => (Start.Hour * 60) + Start.Minute;

    internal bool Meets(HoursEntry other) => Day == other.Day && From < other.From + other.Minutes && other.From < From + Minutes;
}

/// <summary>An entry with the contribution for which it counts.</summary>
public sealed record LoggedEntry(Guid Contribution, HoursEntry Entry);

/// <summary>
/// One month of one subject: all hours of a person in the consortium, for whatever contribution, or of one lent machine. The
/// same hour cannot be told twice, since one stream decides.
/// </summary>
public sealed record MonthLog
{
    public Guid Id { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    public IReadOnlyList<LoggedEntry> Entries { get; init; } = [];

    public static MonthLog None(Guid id) => new() { Id = id };

    /// <summary>Minutes that count for a contribution.</summary>
    public int MinutesOf(Guid contribution) => Entries.Where(logged => logged.Contribution == contribution).Sum(logged => logged.Entry.Minutes);
}

/// <summary>Log hours of one month.</summary>
/// <param name="Contribution">The contribution for which they count, or null when there is none.</param>
/// <param name="Entries">The stretches.</param>
/// <param name="OtherMinutes">Minutes of the contribution in other months.</param>
/// <param name="By">Who says so.</param>
/// <param name="At">Time of receipt.</param>
/// <param name="Twin">Hours of the same person that stand under another name, clear or hidden.</param>
public sealed record LogHours(
    Contribution? Contribution, IReadOnlyList<HoursEntry> Entries, int OtherMinutes, Actor By, DateTimeOffset At, IReadOnlyList<LoggedEntry>? Twin = null);

/// <summary>Strike an entry out.</summary>
public sealed record StrikeHours(Contribution? Contribution, DateOnly Day, TimeOnly Start, Text Reason, Actor By, DateTimeOffset At);

/// <summary>Use logs and time sheets.</summary>
public static class MonthLogDecider
{
    private const int DayMinutes = 24 * 60;

    /// <summary>Whose hours a contribution counts, and in which days; null when its kind has none or its particulars are absent.</summary>
    public static (string Subject, Period Span)? SubjectOf(Contribution contribution) => contribution.Particulars?.Details switch
    {
        { Equipment: { Loan: { } loan } } => (contribution.Id.ToString(), loan),
        { StaffTime: { } staff } => (staff.Person, staff.Period),
        _ => null,
    };

    /// <summary>The subject alone, which is known even where the details are hidden; null when the kind has no hours or its particulars are absent.</summary>
    public static string? NameOf(Contribution contribution) => SubjectOf(contribution)?.Subject ?? contribution.Particulars switch
    {
        { Kind: ContributionKind.LoanedEquipment, Secrecy: { } marks } when marks.Hides("details.equipment.loan") => contribution.Id.ToString(),
        { Kind: ContributionKind.StaffTime, Secrecy: { } marks } => marks.Hidden().FirstOrDefault(field => field.Stand is not null)?.Stand,
        _ => null,
    };

    public static Decision Decide(MonthLog state, LogHours command)
    {
        if (Refused(command.Contribution, command.By) is { } refused) return refused;
        var contribution = command.Contribution!;
        // Hidden days that could not be opened: the key is gone, and nothing can be counted any more.
        if (SubjectOf(contribution) is not var (subject, span)) return new HoursErased();
        if (command.Entries.Count == 0) return Problems.Empty("entries");
        if (command.Entries.Count > ContributionLimits.HoursEntries) return Problems.TooMany("entries", ContributionLimits.HoursEntries);
        var taken = new List<LoggedEntry>(state.Entries);
        var facts = new List<object>();
        for (var i = 0; i < command.Entries.Count; i++)
        {
            var entry = command.Entries[i];
            if (Broken(entry, command.Entries[0], span, command.At) is { } broken) return broken with { Field = $"entries[{i}].{broken.Field}" };
            var same = new LoggedEntry(contribution.Id, entry);
            if (state.Entries.Contains(same)) continue;
            if (taken.Concat(command.Twin ?? []).Any(other => other.Entry.Meets(entry))) return new HoursTwice(entry) { Field = $"entries[{i}].start" };
            taken.Add(same);
            facts.Add(new HoursLogged(contribution.Id, subject, entry.Day, entry.Start, entry.Minutes, command.By, command.At));
        }

        if (facts.Count == 0) return Decision.Nothing;
        if (taken.Count > ContributionLimits.HoursPerLog) return Problems.TooMany("entries", ContributionLimits.HoursPerLog);
        return Beyond(contribution, taken, command.OtherMinutes) ?? Decision.Accept(facts);
    }

    public static Decision Decide(MonthLog state, StrikeHours command)
    {
        if (Refused(command.Contribution, command.By) is { } refused) return refused;
        if (TextRules.Broken("reason", command.Reason) is { } badReason) return badReason;
        return state.Entries.FirstOrDefault(logged => Struck(logged, command.Contribution!.Id, command.Day, command.Start)) is { } wrong
            ? Decision.Accept(new HoursStruck(
                command.Contribution!.Id, command.Day, command.Start, command.Reason, command.By, command.At, wrong.Entry.Minutes))
            : new HoursUnknown();
    }

    public static MonthLog Evolve(MonthLog state, object fact) => fact switch
    {
        HoursLogged f => state with
        {
            Subject = f.Subject, Month = new DateOnly(f.Day.Year, f.Day.Month, 1),
            Entries = [.. state.Entries, new LoggedEntry(f.Contribution, new HoursEntry(f.Day, f.Start, f.Minutes))],
        },
        HoursStruck f => state with { Entries = [.. state.Entries.Where(logged => !Struck(logged, f.Contribution, f.Day, f.Start))] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a month's hours."),
    };

    private static bool Struck(LoggedEntry logged, Guid contribution, DateOnly day, TimeOnly start) =>
        logged.Contribution == contribution && logged.Entry.Day == day && logged.Entry.Start == start;

    // Staff hours are told by who lends the staff, use of a machine by who lends or uses it.
    private static Rejection? Refused(Contribution? contribution, Actor by)
    {
        if (contribution?.Particulars is not { } said) return new ContributionUnknown();
        if (NameOf(contribution) is null) return new NoHours(said.Kind);
        if (!contribution.Stands()) return new NotVerifiable(contribution.State);
        if (contribution.Dispute is not null) return new DisputeOpen();
        return MayTell(contribution, by) ? null : new NotReceiver(by.Organisation, said.Party);
    }

    /// <summary>Whether a person's organisation may tell hours of the contribution.</summary>
    public static bool MayTell(Contribution contribution, Actor by) => contribution.Particulars is { } said
        && (by.Organisation == said.Party || (said.Kind == ContributionKind.LoanedEquipment && by.Organisation == said.ReceivedBy));

    private static Rejection? Broken(HoursEntry entry, HoursEntry first, Period span, DateTimeOffset at)
    {
        if (entry.Start.Ticks % TimeSpan.TicksPerMinute != 0) return new HoursMalformed { Field = "start" };
        if (entry.Minutes <= 0 || entry.From + entry.Minutes > DayMinutes) return new HoursMalformed { Field = "minutes" };
        if ((entry.Day.Year, entry.Day.Month) != (first.Day.Year, first.Day.Month)) return new MonthsMixed { Field = "day" };
        if (!span.Contains(entry.Day)) return new OutsidePeriod(entry.Day, span) { Field = "day" };
        return entry.Day > RegistrationRules.Today(at) ? new DayInFuture(entry.Day) { Field = "day" } : null;
    }

    private static Rejection? Beyond(Contribution contribution, List<LoggedEntry> taken, int otherMinutes)
    {
        var month = taken.Where(logged => logged.Contribution == contribution.Id).Sum(logged => logged.Entry.Minutes);
        return contribution.Particulars!.Details switch
        {
            { Equipment.AvailableHoursPerMonth: { } hours } when month > hours * 60 => new BeyondAvailable(hours) { Field = "entries" },
            { StaffTime: { } staff } when otherMinutes + month > staff.Hours * 60 => new BeyondClaimed(staff.Hours) { Field = "entries" },
            _ => null,
        };
    }
}

public sealed record NoHours(ContributionKind Asked) : Rejection("hours.not-for-this", RejectionKind.Invalid, new(
    $"Hours are told of lent equipment and staff time with their particulars; this is {KebabCase.Name(Asked)}, or its particulars are missing.",
    $"只有填写了要素的借用设备和人员工时可以登记时数；该投入为 {KebabCase.Name(Asked)} 或缺少要素。"));

public sealed record HoursErased() : Rejection("hours.details-erased", RejectionKind.Conflict, new(
    "The details that hours are counted by were hidden and their key is erased: no hours can be told any more.",
    "用于核计时数的要素已隐藏且密钥已删除，不能再登记时数。"));

public sealed record HoursMalformed() : Rejection("hours.malformed", RejectionKind.Invalid, new(
    "A stretch begins at a full minute, lasts a minute at least and ends on the same day.", "时段须从整分开始，至少一分钟，并在当日结束。"));

public sealed record MonthsMixed() : Rejection("hours.months-mixed", RejectionKind.Invalid, new(
    "One request tells hours of one month.", "一次只能登记同一个月的时数。"));

public sealed record OutsidePeriod(DateOnly Day, Period Span) : Rejection("hours.outside-period", RejectionKind.Invalid, new(
    $"{Day:yyyy-MM-dd} is not within {Span}.", $"{Day:yyyy-MM-dd} 不在期间 {Span} 内。"));

public sealed record HoursTwice(HoursEntry Entry) : Rejection("hours.twice", RejectionKind.Conflict, new(
    $"Part of {Entry.Day:yyyy-MM-dd} from {Entry.Start.ToString("HH:mm", CultureInfo.InvariantCulture)} is told already.",
    $"{Entry.Day:yyyy-MM-dd} {Entry.Start.ToString("HH:mm", CultureInfo.InvariantCulture)} 起的时段已有登记。"));

public sealed record BeyondAvailable(int Hours) : Rejection("hours.beyond-available", RejectionKind.Conflict, new(
    $"More than the {Hours} hours that are available in a month.", $"超过每月可用的 {Hours} 机时。"));

public sealed record BeyondClaimed(int Hours) : Rejection("hours.beyond-claimed", RejectionKind.Conflict, new(
    $"More than the {Hours} hours that the contribution claims.", $"超过该投入申报的 {Hours} 小时。"));

public sealed record HoursUnknown() : Rejection("hours.unknown", RejectionKind.NotFound, new(
    "No such entry stands in this month.", "该月没有此时段。"));

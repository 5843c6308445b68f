namespace Ledger.Rules;

/// <summary>Commitments and what follows when they are not kept.</summary>
internal sealed partial class AgreementTermsReader
{
    private List<Commitment> ReadCommitments()
    {
        var all = new List<Commitment>();
        foreach (var entry in root.OptionalObjects("commitments", RuleLimits.Parties))
        {
            var id = entry.Identifier("id");
            var party = Member(entry, "party");
            ContributionKind? kind = entry.OneOf<ContributionKind>("kind");
            var description = entry.Text("description");
            var planned = entry.PositiveAmount("plannedValue", currency);
            var schedule = ReadSchedule(entry, planned, party);
            var evidence = OptionalInteger(entry, "evidenceRequired", 0, RuleLimits.Items);
            var defaultAfter = OptionalInteger(entry, "defaultAfterDays", 0, RuleLimits.TermDays);
            entry.Close();
            if (id is null || party is null || kind is not { } what || description is null || planned is null) continue;
            if (all.Exists(other => other.Id == id)) entry.Reject(Problems.Duplicate(entry.Of("id"), id));
            if (kinds.Count > 0 && !kinds.Contains(what)) entry.Reject(KindNotValued(entry.Of("kind"), KebabCase.Name(what)));
            if (defaultAfter is not null && !root.Has("default")) entry.Reject(NoDefaultTerms(entry.Of("defaultAfterDays"), id));
            all.Add(new Commitment(id, party, what, description, planned, schedule, evidence, defaultAfter));
        }

        return all;
    }

    private List<Instalment> ReadSchedule(InputReader commitment, Money? planned, string? party)
    {
        var before = root.Rejections.Count;
        var schedule = new List<Instalment>();
        foreach (var entry in commitment.Objects("schedule", RuleLimits.AgreementList))
        {
            var due = entry.Date("due");
            var value = entry.PositiveAmount("value", currency);
            entry.Close();
            if (due is not { } day || value is null) continue;
            if (schedule.Count > 0 && schedule[^1].Due >= day) entry.Reject(NotRising(entry.Of("due"), day));
            if (effective is not null && !effective.Contains(day)) entry.Reject(OutsideTerm(entry.Of("due"), day));
            else if (parties.FirstOrDefault(member => member.Id == party)?.AccededOn is { } joined && day < joined)
                entry.Reject(BeforeAccession(entry.Of("due"), day, party!, joined));
            schedule.Add(new Instalment(day, value));
        }

        if (planned is null || currency is null || root.Rejections.Count != before) return schedule;
        // Counted in whole numbers: hostile instalments may sum beyond what an amount can hold.
        var sum = schedule.Aggregate(Rational.Zero, (total, instalment) => total + instalment.Value.Value);
        if (sum != planned.Value)
        {
            commitment.Reject(new InputRejection("agreement.schedule-not-planned",
                new($"The instalments sum to {sum}, not to the planned value {planned.Amount}.", $"各期金额之和为{sum}，与计划金额{planned.Amount}不符。"))
                { Field = commitment.Of("schedule"), Value = sum.ToString() });
        }

        return schedule;
    }

    private DefaultTerms? ReadDefault()
    {
        if (root.OptionalObject("default") is not { } terms) return null;
        var notice = terms.Integer("noticeDays", 0, RuleLimits.TermDays);
        var cure = terms.Integer("cureDays", 0, RuleLimits.TermDays);
        var remedies = new List<Remedy>();
        foreach (var (name, path) in terms.Strings("remedies", RuleLimits.AgreementList))
        {
            if (KebabCase.Find<Remedy>(name) is { } remedy) remedies.Add(remedy);
            else terms.Reject(Problems.UnknownValue(path, name, KebabCase.Names<Remedy>()));
        }

        terms.Close();
        return notice is { } first && cure is { } second ? new DefaultTerms(first, second, remedies) : null;
    }

    private ExitTerms? ReadExit()
    {
        if (root.OptionalObject("exit") is not { } exit) return null;
        var notice = exit.Integer("noticeDays", 0, RuleLimits.TermDays);
        var valuation = exit.OptionalText("valuation");
        var clawback = exit.Boolean("clawback");
        var assets = exit.OneOf<AssetReturn>("assetReturn");
        exit.Close();
        return notice is { } days && clawback is { } back && assets is { } things ? new ExitTerms(days, valuation, back, things) : null;
    }

    private AccessionTerms? ReadAccession()
    {
        if (root.OptionalObject("accession") is not { } accession) return null;
        var majority = accession.Has("majority") ? PositiveShare(accession, "majority") : Missing(accession, "majority");
        var conditions = accession.OptionalText("conditions");
        accession.Close();
        return majority is { } share ? new AccessionTerms(share, conditions) : null;
    }

    private static Rational? Missing(InputReader reader, string name)
    {
        reader.Raw(name);
        return null;
    }

    private static InputRejection KindNotValued(string path, string kind) => new("agreement.commitment-not-valued",
        new($"The agreement values no contributions of the kind '{kind}'.", $"协议的计价规则不包括“{kind}”类投入。")) { Field = path, Value = kind };

    private static InputRejection NoDefaultTerms(string path, string commitment) => new("agreement.default-terms-missing",
        new($"'{commitment}' can fall into default, but the agreement has no default terms.", $"“{commitment}”约定了违约期限，但协议没有违约条款。"))
        { Field = path, Value = commitment };

    private static InputRejection NotRising(string path, DateOnly day) => new("agreement.schedule-not-rising",
        new($"{day:yyyy-MM-dd} does not come after the instalment before it.", $"{day:yyyy-MM-dd}不晚于前一期的到期日。"))
        { Field = path, Value = $"{day:yyyy-MM-dd}" };

    private static InputRejection OutsideTerm(string path, DateOnly day) => new("agreement.commitment-outside-term",
        new($"{day:yyyy-MM-dd} lies outside the agreement's term.", $"{day:yyyy-MM-dd}不在协议期内。")) { Field = path, Value = $"{day:yyyy-MM-dd}" };

    private static InputRejection BeforeAccession(string path, DateOnly day, string party, DateOnly joined) => new("agreement.commitment-before-accession",
        new($"{day:yyyy-MM-dd} lies before '{party}' accedes on {joined:yyyy-MM-dd}.", $"{day:yyyy-MM-dd}早于“{party}”的加入日{joined:yyyy-MM-dd}。"))
        { Field = path, Value = $"{day:yyyy-MM-dd}" };
}

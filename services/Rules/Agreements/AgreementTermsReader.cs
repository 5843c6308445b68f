namespace Ledger.Rules;

/// <summary>Reads the optional parts of an agreement document, and the rules that tie them to its core.</summary>
internal sealed partial class AgreementTermsReader(
    InputReader root, Currency? currency, IReadOnlyList<AgreementParty> parties, IReadOnlyList<string> participants, Period? effective,
    IReadOnlyCollection<ContributionKind> kinds)
{
    private readonly HashSet<string> known = parties.Select(party => party.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every optional part but the dispute's, which stand beside the objection window.</summary>
    public AgreementTerms Read(int? version, DisputeTerms? dispute) => new()
    {
        GoverningLaw = root.OptionalText("governingLaw"),
        Language = root.Has("language") ? root.OneOf<PrevailingLanguage>("language") : null,
        Supersedes = ReadSupersedes(version),
        Responsibilities = ReadResponsibilities(),
        Commitments = ReadCommitments(),
        ContributionRules = ReadContributionRules(),
        IntellectualProperty = ReadIntellectualProperty(),
        Confidentiality = ReadConfidentiality(),
        Default = ReadDefault(),
        Exit = ReadExit(),
        Accession = ReadAccession(),
        Dispute = dispute,
        Audit = ReadAudit(),
        Retention = ReadRetention(),
        Privacy = ReadPrivacy(),
        RegionProfile = ReadRegionProfile(),
        AmendmentMajority = ReadAmendments(),
        Tests = ReadTests(),
    };

    /// <summary>The parts of a dispute beside the objection window.</summary>
    public static DisputeTerms? ReadDispute(InputReader dispute)
    {
        var panel = dispute.OptionalIdentifiers("panel", RuleLimits.Parties);
        AppraisalClauseKind? clause = dispute.Has("appraisalClause") ? dispute.OneOf<AppraisalClauseKind>("appraisalClause") : null;
        FinalDecision? final = dispute.Has("final") ? dispute.OneOf<FinalDecision>("final") : null;
        if (panel.Count == 0 && (clause == AppraisalClauseKind.Panel || final == FinalDecision.Panel))
        {
            dispute.Reject(new InputRejection("agreement.panel-empty",
                new("A panel shall decide, but it has no members.", "约定由专家组决定，但未列明成员。")) { Field = dispute.Of("panel") });
        }

        var challenge = ReadValueChallenge(dispute.OptionalObject("valueChallenge"));
        return panel.Count == 0 && clause is null && final is null && challenge is null
            ? null
            : new DisputeTerms(panel, clause, final) { ValueChallenge = challenge };
    }

    private static ValueChallengeTerms? ReadValueChallenge(InputReader? challenge)
    {
        if (challenge is null) return null;
        var window = Duration("window");
        var reappraisal = Duration("reappraisal");
        var appeal = Duration("appeal");
        var threshold = challenge.Has("costThreshold") ? challenge.Share("costThreshold") : null;
        challenge.Close();
        return new ValueChallengeTerms(window, reappraisal, appeal, threshold);

        ObjectionWindow? Duration(string name)
        {
            if (challenge.OptionalString(name) is not { } text) return null;
            if (ObjectionWindow.Read(text) is { } read) return read;
            challenge.Reject(AgreementReader.NoWindow(challenge.Of(name), text));
            return null;
        }
    }

    private int? ReadSupersedes(int? version)
    {
        if (!root.Has("supersedes")) return null;
        var superseded = root.Integer("supersedes", 1, 1_000_000);
        if (superseded is not { } earlier || version is not { } own || earlier < own) return superseded;
        root.Reject(new InputRejection("agreement.supersedes-later",
            new($"Version {own} cannot replace version {earlier}: a version replaces an earlier one.", $"第{own}版不能取代第{earlier}版：只能取代更早的版本。"))
            { Field = "supersedes", Value = Problems.Invariant(earlier) });
        return null;
    }

    private List<Responsibility> ReadResponsibilities()
    {
        var all = new List<Responsibility>();
        foreach (var entry in root.OptionalObjects("responsibilities", RuleLimits.AgreementList))
        {
            var decision = entry.Identifier("decision");
            var responsible = Members(entry, "responsible", required: true);
            var accountable = Member(entry, "accountable");
            var consulted = Members(entry, "consulted");
            var informed = Members(entry, "informed");
            var quorum = entry.Has("quorum") ? entry.Share("quorum") : null;
            var majority = entry.Has("majority") ? PositiveShare(entry, "majority") : null;
            var veto = Members(entry, "veto");
            entry.Close();
            if (decision is null || accountable is null) continue;
            if (all.Exists(other => other.Decision == decision)) entry.Reject(Problems.Duplicate(entry.Of("decision"), decision));
            all.Add(new Responsibility(decision, responsible, accountable, consulted, informed, quorum, majority, veto));
        }

        return all;
    }

    private ContributionRules? ReadContributionRules()
    {
        if (root.OptionalObject("contributionRules") is not { } rules) return null;
        var multipliers = KindMultipliers.Read(rules.OptionalObject("multipliers"));
        var minimum = rules.OptionalAmount("minimum", currency);
        var expiry = OptionalInteger(rules, "expiryMonths", 1, RuleLimits.TermMonths);
        rules.Close();
        return new ContributionRules(multipliers, minimum, expiry);
    }

    private List<AgreementVector> ReadTests()
    {
        var tests = new List<AgreementVector>();
        foreach (var entry in root.OptionalObjects("tests", RuleLimits.AgreementVectors))
        {
            var id = entry.Identifier("id");
            var given = AgreementCases.Read(entry, currency, known);
            var shares = entry.Amounts("shares", currency, RuleLimits.Parties);
            foreach (var party in shares.Keys.Where(party => !participants.Contains(party)))
                entry.Reject(Problems.UnknownParty($"{entry.Of("shares")}.{party}", party));
            var reserve = entry.OptionalAmount("reserve", currency);
            entry.Close();
            if (id is null || given.Pool is null) continue;
            if (tests.Exists(other => other.Id == id)) entry.Reject(Problems.Duplicate(entry.Of("id"), id));
            tests.Add(new AgreementVector(id, given.Pool, given.Accepted, given.CostClaims, given.Scores, shares, reserve));
        }

        return tests;
    }

    private string? Member(InputReader reader, string name)
    {
        if (reader.Identifier(name) is not { } party) return null;
        if (!known.Contains(party)) reader.Reject(Problems.UnknownParty(reader.Of(name), party));
        return party;
    }

    private IReadOnlyList<string> Members(InputReader reader, string name, bool required = false)
    {
        var members = required ? reader.Identifiers(name, RuleLimits.Parties) : reader.OptionalIdentifiers(name, RuleLimits.Parties);
        for (var i = 0; i < members.Count; i++)
        {
            if (!known.Contains(members[i])) reader.Reject(Problems.UnknownParty(JsonPath.Item(reader.Of(name), i), members[i]));
        }

        return members;
    }

    private static Rational? PositiveShare(InputReader reader, string name)
    {
        if (reader.Share(name) is not { } share) return null;
        if (share.Sign > 0) return share;
        reader.Reject(Problems.NotPositive(reader.Of(name), share.ToString()));
        return null;
    }

    private static int? OptionalInteger(InputReader reader, string name, int low, int high) =>
        reader.Has(name) ? reader.Integer(name, low, high) : null;
}

using System.Text.Json;
using Ledger.Rules;

namespace Ledger.Cli.Scenario;

/// <summary>
/// The rules that tie a scenario's members together: everybody named exists, holds the role and belongs where the act demands,
/// nobody decides over the own organisation's matter or approves what he made, and everything fits the agreement. They are the
/// services' rules too; here they are found before anything runs. Where a service has a code for the rule, it is the same code.
/// </summary>
internal static class ScenarioRules
{
    public static void Check(InputReader root, ScenarioFile scenario)
    {
        var people = new PeopleRules(root, scenario);
        CheckHandling(root, scenario, people);
        for (var i = 0; i < scenario.Contributions.Count; i++) CheckContribution(root, scenario, people, i);
        for (var i = 0; i < scenario.RiskEvents.Count; i++) CheckEvent(root, scenario, people, i);
        for (var i = 0; i < scenario.Pools.Count; i++) CheckPool(root, scenario, people, i);
        CheckMatch(root, scenario);
        CheckExpected(root, scenario);
        Unique(root, "contributions", scenario.Contributions.Select(entry => entry.Reference));
        Unique(root, "riskEvents", scenario.RiskEvents.Select(entry => entry.Reference));
        Unique(root, "pools", scenario.Pools.Select(entry => entry.Reference));
    }

    private static void CheckHandling(InputReader root, ScenarioFile scenario, PeopleRules people)
    {
        people.Check("agreementHandling.draftedBy", scenario.Handling.DraftedBy, PersonRole.Administrator);
        var signatures = scenario.Handling.Signatures;
        for (var i = 0; i < signatures.Count; i++)
        {
            var here = JsonPath.Item("agreementHandling.signatures", i);
            var (party, by) = signatures[i];
            if (scenario.Agreement.Party(party) is null) root.Reject(Problems.UnknownParty($"{here}.party", party));
            if (signatures.Take(i).Any(earlier => earlier.Party == party)) root.Reject(Problems.Duplicate($"{here}.party", party));
            people.Check($"{here}.by", by, PersonRole.Signatory, party);
        }

        foreach (var party in scenario.Agreement.Parties.Where(party => signatures.All(signature => signature.Party != party.Id)))
        {
            root.Reject(new InputRejection("agreement.signature-missing",
                new($"'{party.Id}' has not signed: the agreement is not active.", $"“{party.Id}”尚未签署，协议未生效。"))
                { Field = "agreementHandling.signatures", Value = party.Id });
        }
    }

    private static void CheckContribution(InputReader root, ScenarioFile scenario, PeopleRules people, int index)
    {
        var contribution = scenario.Contributions[index];
        var here = JsonPath.Item("contributions", index);
        var agreement = scenario.Agreement;
        Party(root, agreement, $"{here}.party", contribution.Party, contribution.EffectiveOn);
        Party(root, agreement, $"{here}.receivedBy", contribution.ReceivedBy, contribution.EffectiveOn);
        Day(root, agreement, $"{here}.effectiveOn", contribution.EffectiveOn, "contribution.agreement-not-active");
        if (contribution.ReceivedBy == contribution.Party)
        {
            root.Reject(new InputRejection("contribution.received-by-self",
                new($"'{contribution.Party}' cannot receive its own contribution.", $"“{contribution.Party}”不能接收自己的投入。")).At($"{here}.receivedBy"));
        }

        Unique(root, $"{here}.evidence", contribution.Evidence.Select(evidence => evidence.Reference));
        people.Check($"{here}.registeredBy", contribution.RegisteredBy, PersonRole.Contributor, contribution.Party);
        people.CheckNotOf($"{here}.verification.by", contribution.Verification.By, contribution.Party, "contribution.own");
        people.Check($"{here}.verification.by", contribution.Verification.By, PersonRole.Contributor, contribution.ReceivedBy);
        CheckAppraisal(root, agreement, people, contribution, here);
    }

    private static void CheckAppraisal(InputReader root, AgreementDocument agreement, PeopleRules people, ScenarioContribution contribution, string here)
    {
        var appraisal = contribution.Appraisal;
        var kind = KebabCase.Name(contribution.Kind);
        if (agreement.PolicyOf(contribution.Kind) is not { } policy)
        {
            root.Reject(new InputRejection("contribution.kind-not-agreed",
                new($"The agreement takes no contributions of kind '{kind}'.", $"协议不接受“{kind}”类投入。")).At($"{here}.kind"));
        }
        else if (!policy.Methods.Contains(appraisal.Method))
        {
            root.Reject(new InputRejection("appraisal.method-not-agreed",
                new($"The agreement values '{kind}' by {string.Join(", ", policy.Methods)}, not by '{appraisal.Method}'.",
                    $"协议规定“{kind}”按 {string.Join("、", policy.Methods)} 计价，不可用“{appraisal.Method}”。"))
                { Field = $"{here}.appraisal.method", Value = appraisal.Method });
        }

        people.Check($"{here}.appraisal.proposedBy", appraisal.ProposedBy, PersonRole.Valuer);
        people.CheckNotOf($"{here}.appraisal.proposedBy", appraisal.ProposedBy, contribution.Party, "appraisal.own");
        people.Check($"{here}.appraisal.acceptedBy", appraisal.AcceptedBy, PersonRole.Approver);
        people.CheckNotOf($"{here}.appraisal.acceptedBy", appraisal.AcceptedBy, contribution.Party, "appraisal.own");
        NotTheMaker(root, $"{here}.appraisal.acceptedBy", appraisal.AcceptedBy, appraisal.ProposedBy, "appraisal.maker-approves");
        foreach (var (reference, path) in Cited(appraisal.Inputs, $"{here}.appraisal.inputs"))
        {
            if (contribution.Evidence.Any(evidence => evidence.Reference == reference)) continue;
            root.Reject(new InputRejection("scenario.unknown-evidence",
                new($"'{reference}' is no evidence of this contribution.", $"“{reference}”不是该投入的凭证。")) { Field = path, Value = reference });
        }
    }

    private static void CheckEvent(InputReader root, ScenarioFile scenario, PeopleRules people, int index)
    {
        var risk = scenario.RiskEvents[index];
        var here = JsonPath.Item("riskEvents", index);
        var agreement = scenario.Agreement;
        Day(root, agreement, $"{here}.occurredOn", risk.OccurredOn, "risk.agreement-not-active");
        if (agreement.Category(risk.Category) is not { } category)
        {
            root.Reject(new InputRejection("risk.category-not-agreed",
                new($"The agreement shares no risks of category '{risk.Category}'.", $"协议不分担“{risk.Category}”类风险。"))
                { Field = $"{here}.category", Value = risk.Category });
        }
        else if (category.Method != risk.Measure.Method)
        {
            root.Reject(new InputRejection("risk.method-not-agreed",
                new($"The agreement measures '{category.Id}' by '{category.Method}', not by '{risk.Measure.Method}'.",
                    $"协议规定“{category.Id}”按“{category.Method}”计损，不可用“{risk.Measure.Method}”。"))
                { Field = $"{here}.measure.method", Value = risk.Measure.Method });
        }

        foreach (var (party, weight) in risk.Sufferers)
        {
            var path = JsonPath.Member($"{here}.sufferers", party);
            Party(root, agreement, path, party, risk.OccurredOn);
            if (weight.Sign <= 0) root.Reject(Problems.NotPositive(path, weight.ToString()));
            people.CheckNotOf($"{here}.allocatedBy", risk.AllocatedBy, party, "risk.own");
        }

        people.Check($"{here}.reportedBy", risk.ReportedBy, PersonRole.Contributor);
        people.Check($"{here}.measuredBy", risk.MeasuredBy, PersonRole.FinanceOfficer);
        people.Check($"{here}.allocatedBy", risk.AllocatedBy, PersonRole.Approver);
        NotTheMaker(root, $"{here}.allocatedBy", risk.AllocatedBy, risk.ReportedBy, "risk.maker-approves");
        NotTheMaker(root, $"{here}.allocatedBy", risk.AllocatedBy, risk.MeasuredBy, "risk.maker-approves");
        if (risk.Escalation is { } escalation) CheckEscalation(people, root, risk, escalation, $"{here}.escalation");
    }

    private static void CheckEscalation(PeopleRules people, InputReader root, ScenarioRiskEvent risk, ScenarioEscalation escalation, string here)
    {
        people.Check($"{here}.proposedBy", escalation.ProposedBy, PersonRole.FinanceOfficer);
        for (var i = 0; i < escalation.ConsentBy.Count; i++) people.Check(JsonPath.Item($"{here}.consentBy", i), escalation.ConsentBy[i], PersonRole.Signatory);
        people.Check($"{here}.decidedBy", escalation.DecidedBy, PersonRole.Approver);
        NotTheMaker(root, $"{here}.decidedBy", escalation.DecidedBy, escalation.ProposedBy, "risk.escalation-maker-decides");
        NotTheMaker(root, $"{here}.decidedBy", escalation.DecidedBy, risk.ReportedBy, "risk.maker-approves");
        NotTheMaker(root, $"{here}.decidedBy", escalation.DecidedBy, risk.MeasuredBy, "risk.maker-approves");
        foreach (var party in risk.Sufferers.Keys.Union(escalation.Shares.Keys, StringComparer.Ordinal))
            people.CheckNotOf($"{here}.decidedBy", escalation.DecidedBy, party, "risk.escalation-interested");
    }

    private static void CheckPool(InputReader root, ScenarioFile scenario, PeopleRules people, int index)
    {
        var pool = scenario.Pools[index];
        var here = JsonPath.Item("pools", index);
        var agreement = scenario.Agreement;
        Day(root, agreement, $"{here}.period.from", pool.Period.From, "pool.agreement-not-active");
        Day(root, agreement, $"{here}.period.to", pool.Period.To, "pool.agreement-not-active");
        for (var i = 0; i < pool.CostClaims.Count; i++)
        {
            var claim = pool.CostClaims[i];
            var path = JsonPath.Item($"{here}.costClaims", i);
            if (!agreement.Benefit.Participants.Contains(claim.Party))
            {
                root.Reject(new InputRejection("waterfall.not-participant",
                    new($"'{claim.Party}' takes no part in the benefits.", $"“{claim.Party}”不参与收益分配。")) { Field = $"{path}.party", Value = claim.Party });
            }

            people.Check($"{path}.claimedBy", claim.ClaimedBy, PersonRole.Contributor, claim.Party);
        }

        Unique(root, $"{here}.costClaims", pool.CostClaims.Select(claim => claim.Reference));
        people.Check($"{here}.declaredBy", pool.DeclaredBy, PersonRole.FinanceOfficer);
        people.Check($"{here}.proposedBy", pool.ProposedBy, PersonRole.FinanceOfficer);
        for (var i = 0; i < pool.NoObjectionBy.Count; i++) people.Check(JsonPath.Item($"{here}.noObjectionBy", i), pool.NoObjectionBy[i]);
        people.Check($"{here}.approvedBy", pool.ApprovedBy, PersonRole.Approver);
        NotTheMaker(root, $"{here}.approvedBy", pool.ApprovedBy, pool.ProposedBy, "run.maker-approves");
        people.Check($"{here}.settledBy", pool.SettledBy, PersonRole.FinanceOfficer);
    }

    private static void CheckMatch(InputReader root, ScenarioFile scenario)
    {
        if (scenario.Match is not { } match) return;
        for (var i = 0; i < match.ClaimedElsewhere.Count; i++)
        {
            var reference = match.ClaimedElsewhere[i].Reference;
            if (scenario.Contributions.Any(item => item.Reference == reference)) continue;
            root.Reject(new InputRejection("scenario.unknown-contribution",
                new($"'{reference}' is no contribution of this file.", $"“{reference}”不是本文件的投入。"))
                { Field = $"{JsonPath.Item("match.claimedElsewhere", i)}.reference", Value = reference });
        }

        Unique(root, "match.claimedElsewhere", match.ClaimedElsewhere.Select(entry => entry.Reference));
    }

    private static void CheckExpected(InputReader root, ScenarioFile scenario)
    {
        if (scenario.Expected is not { } expected) return;
        foreach (var (name, amounts) in new[] { ("accepted", expected.Accepted), ("shares", expected.Shares), ("cash", expected.Cash) })
        {
            foreach (var party in amounts.Keys.Where(party => scenario.Agreement.Party(party) is null))
                root.Reject(Problems.UnknownParty(JsonPath.Member($"expected.{name}", party), party));
        }

        foreach (var (name, loss) in expected.Losses)
        {
            var here = JsonPath.Member("expected.losses", name);
            if (scenario.RiskEvents.All(risk => risk.Reference != name))
            {
                root.Reject(new InputRejection("scenario.unknown-event",
                    new($"'{name}' is no risk event of this file.", $"“{name}”不是本文件的风险事件。")) { Field = here, Value = name });
            }

            foreach (var party in loss.Paid.Keys.Where(party => scenario.Agreement.Party(party) is null))
                root.Reject(Problems.UnknownParty(JsonPath.Member($"{here}.paid", party), party));
            foreach (var party in loss.Kept.Keys.Where(party => scenario.Agreement.Party(party) is null))
                root.Reject(Problems.UnknownParty(JsonPath.Member($"{here}.kept", party), party));
        }
    }

    private static void Party(InputReader root, AgreementDocument agreement, string path, string party, DateOnly day)
    {
        if (agreement.Party(party) is null) root.Reject(Problems.UnknownParty(path, party));
        else if (agreement.Covers(day) && !agreement.HasAcceded(party, day))
        {
            root.Reject(new InputRejection("party.before-accession",
                new($"'{party}' had not acceded on {day:yyyy-MM-dd}.", $"“{party}”在{day:yyyy-MM-dd}尚未加入。")) { Field = path, Value = party });
        }
    }

    private static void Day(InputReader root, AgreementDocument agreement, string path, DateOnly day, string code)
    {
        if (agreement.Covers(day)) return;
        root.Reject(new InputRejection(code,
            new($"The agreement is not in force on {day:yyyy-MM-dd}; it covers {agreement.Effective}.", $"协议在{day:yyyy-MM-dd}不生效，协议期为{agreement.Effective}。"))
            { Field = path, Value = $"{day:yyyy-MM-dd}" });
    }

    private static void NotTheMaker(InputReader root, string path, string checker, string maker, string code)
    {
        if (checker != maker) return;
        root.Reject(new InputRejection(code,
            new($"'{checker}' made it and cannot approve it.", $"“{checker}”是经办人，不能复核。")) { Field = path, Value = checker });
    }

    private static void Unique(InputReader root, string list, IEnumerable<string> references)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (reference, index) in references.Select((reference, index) => (reference, index)))
        {
            if (!seen.Add(reference)) root.Reject(Problems.Duplicate(JsonPath.Item(list, index) + ".reference", reference));
        }
    }

    // Wherever a method's inputs cite evidence, they do it in a member of this name: one reference, or a list of them.
    private static IEnumerable<(string Reference, string Path)> Cited(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => member.Name == "evidence"
            ? Strings(member.Value, JsonPath.Member(path, member.Name))
            : Cited(member.Value, JsonPath.Member(path, member.Name))),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((entry, index) => Cited(entry, JsonPath.Item(path, index))),
        _ => [],
    };

    private static IEnumerable<(string Reference, string Path)> Strings(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => [(value.GetString()!, path)],
        JsonValueKind.Array => value.EnumerateArray().SelectMany((entry, index) => Strings(entry, JsonPath.Item(path, index))),
        _ => [],
    };
}

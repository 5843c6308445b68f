using System.Diagnostics;
using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>The certification policy of a consortium: checked for sense, never for law.</summary>
public static class CertificationPolicyDecider
{
    public static Decision Decide(CertificationPolicy state, StateCertificationPolicy command)
    {
        if (state.Stated.Count >= AgreementLimits.CertificationPolicies) return new CertificationFull(AgreementLimits.CertificationPolicies);
        return Check(command.Policy.Parameters) is { } faulty
            ? faulty
            : Decision.Accept(new CertificationPolicyStated(command.Policy, command.By, command.At));
    }

    public static CertificationPolicy Evolve(CertificationPolicy state, object fact) => fact switch
    {
        CertificationPolicyStated f => state with { Stated = [.. state.Stated, f.Policy] },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a certification policy."),
    };

    private static Rejection? Check(CertificationParameters parameters)
    {
        var conditions = parameters.Conditions;
        if (!Distinct(conditions.Select(condition => condition.Id)))
            return new CertificationListMalformed(AgreementLimits.CertificationConditions) { Field = "parameters.conditions" };
        if (parameters.Needed < 1 || parameters.Needed > conditions.Count)
            return new CertificationNumberOutOfRange(1, conditions.Count) { Field = "parameters.needed" };
        foreach (var (months, least, field) in new[]
                 {
                     (parameters.WindowMonths, 1, "windowMonths"), (parameters.CultivationMonths, 0, "cultivationMonths"),
                     (parameters.PlanMonths, 0, "planMonths"), (parameters.BarMonths, 0, "barMonths"),
                 })
        {
            if (months < least || months > AgreementLimits.CertificationMonths)
                return new CertificationNumberOutOfRange(least, AgreementLimits.CertificationMonths) { Field = $"parameters.{field}" };
        }

        if (!Texts.Are(parameters.Source)) return new CertificationTextMalformed { Field = "parameters.source" };
        for (var i = 0; i < conditions.Count; i++)
            if (Check(conditions[i], JsonPath.Item("parameters.conditions", i)) is { } faulty) return faulty;
        return null;
    }

    private static Rejection? Check(CertificationCondition condition, string here)
    {
        if (!InputReader.IsIdentifier(condition.Id)) return new CertificationIdMalformed { Field = $"{here}.id" };
        if (!Texts.Are(condition.Name.En, condition.Name.Zh)) return new CertificationTextMalformed { Field = $"{here}.name" };
        if (!Distinct(condition.AnyOf.Select(requirement => requirement.Id)))
            return new CertificationListMalformed(AgreementLimits.CertificationConditions) { Field = $"{here}.anyOf" };
        for (var i = 0; i < condition.AnyOf.Count; i++)
            if (Check(condition.AnyOf[i], JsonPath.Item($"{here}.anyOf", i)) is { } faulty) return faulty;
        return null;
    }

    private static Rejection? Check(CertificationRequirement requirement, string here)
    {
        if (!InputReader.IsIdentifier(requirement.Id)) return new CertificationIdMalformed { Field = $"{here}.id" };
        if (!Texts.Are(requirement.Name.En, requirement.Name.Zh)) return new CertificationTextMalformed { Field = $"{here}.name" };
        if (!Texts.Are(requirement.Source)) return new CertificationTextMalformed { Field = $"{here}.source" };
        var ofValue = requirement is { Value: not null, Count: null, RecordKind: null, MinMonths: null, Standing: false };
        var ofCount = requirement is { Value: null, Kinds: null, Count: not null, RecordKind: not null };
        if (!ofValue && !ofCount) return new CertificationRequirementMixed { Field = here };
        if (requirement.Value is { Sign: <= 0 } value) return Problems.AmountNotPositive($"{here}.value.amount", value.Amount);
        if (requirement.Count is < 1 or > AgreementLimits.CertificationCount)
            return new CertificationNumberOutOfRange(1, AgreementLimits.CertificationCount) { Field = $"{here}.count" };
        if (requirement.MinMonths is < 0 or > AgreementLimits.CertificationMonths)
            return new CertificationNumberOutOfRange(0, AgreementLimits.CertificationMonths) { Field = $"{here}.minMonths" };
        return requirement.RecordKind is { } kind && !InputReader.IsIdentifier(kind) ? new CertificationIdMalformed { Field = $"{here}.recordKind" } : null;
    }

    private static bool Distinct(IEnumerable<string> ids)
    {
        var all = ids.ToList();
        return all.Count is > 0 and <= AgreementLimits.CertificationConditions && all.Distinct(StringComparer.Ordinal).Count() == all.Count;
    }
}

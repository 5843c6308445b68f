namespace Ledger.Rules;

/// <summary>Methods by which an auditor draws samples and looks for what is unusual.</summary>
internal static class AuditMethods
{
    public static IReadOnlyList<Method> All { get; } =
        [AuditSample.Method, BenfordTest.Method, PopulationChecks.Method, RelatedPartyCheck.Method, SeparateDuties.Method];
}

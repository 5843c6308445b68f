using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Store;
using Marten;

namespace Ledger.Agreements.Features;

/// <summary>An enterprise's incentive file and certification file: where they are kept and who reads them.</summary>
internal static class EnterpriseFiles
{
    public static Guid Incentives(string tenant, string enterprise) => StreamId.For(tenant, "incentive", enterprise);

    public static Guid Certification(string tenant, string enterprise) => StreamId.For(tenant, "certification", enterprise);

    /// <summary>Tax files are read by the enterprise itself, by finance officers and by regulators. Others do not learn that there is one.</summary>
    /// <exception cref="RequestRefusedException">404.</exception>
    public static Caller Reader(HttpContext http, string enterprise)
    {
        var caller = http.User.Caller();
        return caller.Actor.Organisation == enterprise || caller.Roles.Contains(Roles.FinanceOfficer) || caller.Roles.Contains(Roles.Regulator)
            ? caller
            : throw RequestRefused.NotFound();
    }

    /// <summary>The enterprise's contributions as far as they were verified or valued.</summary>
    public static Task<IReadOnlyList<Delivery>> DeliveriesAsync(IQuerySession session, string enterprise, CancellationToken ct) =>
        session.Query<Delivery>().Where(delivery => delivery.Party == enterprise).ToListAsync(ct);

    /// <summary>Decides on the enterprise's incentive file.</summary>
    public static async Task<IResult> Handle(CommandContext context, Commands commands, IncentiveCommand command, CancellationToken ct)
    {
        var stream = Incentives(context.Tenant, command.Enterprise);
        var outcome = await commands.Handle(stream, context, IncentiveFile.None(stream), state => IncentiveDecider.Decide(state, command), ct);
        return outcome.ToHttp();
    }

    /// <summary>Decides on the enterprise's certification file.</summary>
    public static async Task<IResult> Handle(
        string enterprise, CommandContext context, Commands commands, Func<CertificationFile, Decision> decide, CancellationToken ct)
    {
        var stream = Certification(context.Tenant, enterprise);
        var outcome = await commands.Handle(stream, context, CertificationFile.None(stream), decide, ct);
        return outcome.ToHttp();
    }

    /// <summary>Calculates with what people claimed; what is too large to be kept exactly is their input, not our fault.</summary>
    public static IResult Exactly(Func<IResult> answer)
    {
        try
        {
            return answer();
        }
        catch (OverflowException)
        {
            return Problem.From(Problems.AmountTooLarge("contributions", "sum"));
        }
    }
}

using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Agreements.Features;

/// <summary>Every consortium has one register.</summary>
internal static class ConsortiumStream
{
    public static Guid Of(string tenant) => StreamId.For(tenant, "consortium", "register");

    public static async Task<IResult> Handle(
        CommandContext context, Commands commands, Func<ConsortiumRegister, Decision> decide, CancellationToken ct)
    {
        var stream = Of(context.Tenant);
        var outcome = await commands.Handle(stream, context, ConsortiumRegister.None(stream), decide, ct);
        return outcome.ToHttp();
    }
}

using Ledger.Agreements.Domain;
using Ledger.Agreements.Integration;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Marten;

namespace Ledger.Agreements.Features;

/// <summary>Every consortium has one register.</summary>
internal static class ConsortiumStream
{
    public static Guid Of(string tenant) => ConsortiumRegisters.StreamOf(tenant);

    public static async Task<IResult> Handle(
        CommandContext context, Commands commands, Func<ConsortiumRegister, Decision> decide, CancellationToken ct) =>
        await Handle(context, commands, (state, _) => Task.FromResult(decide(state)), ct);

    /// <summary>As above, for a decision that needs agreements and deliveries.</summary>
    public static async Task<IResult> Handle(
        CommandContext context, Commands commands, Func<ConsortiumRegister, IQuerySession, Task<Decision>> decide, CancellationToken ct)
    {
        var stream = Of(context.Tenant);
        var outcome = await commands.Handle(stream, context, ConsortiumRegister.None(stream), decide, ct);
        return outcome.ToHttp();
    }
}

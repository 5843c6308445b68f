using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using Ledger.ServiceDefaults.Messaging;

namespace Ledger.ServiceDefaults.Operations;

/// <summary>Asks the broker on behalf of somebody who waits.</summary>
internal static class BrokerCalls
{
    /// <exception cref="RequestRefusedException">The broker is away.</exception>
    public static async Task<T> Of<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (BrokerAwayException)
        {
            throw new RequestRefusedException(new Problem(503, "broker.unavailable", new Text(
                "The message broker does not answer at the moment. Nothing is lost: try again in a while.", "消息代理暂时没有响应。数据不会丢失，请稍后重试。")));
        }
    }
}

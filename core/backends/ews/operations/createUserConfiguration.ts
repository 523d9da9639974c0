import type { EwsChannel } from '../channel';
import type { EwsCall } from '../request';
import {
	writeUserConfiguration,
	type WriteUserConfigurationRequest,
} from './updateUserConfiguration';

/**
 * Makes a configuration with an XML stream.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/createuserconfiguration-operation
 */
export const createUserConfiguration = (
	channel: EwsChannel,
	request: WriteUserConfigurationRequest,
	call: EwsCall,
): Promise<void> => writeUserConfiguration('CreateUserConfiguration', channel, request, call);
